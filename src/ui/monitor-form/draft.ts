import type * as z from "zod";
import { StatusRange } from "#contracts/checks/http.ts";
import { formatStatusText, parseStatusText } from "./status-text.ts";

/**
 * A check as its fields hold it: the shape of the contract, but numbers, lists of words and statuses are text as typed,
 * and a text that may be missing is empty. So nothing is lost while it is not yet valid.
 */
export type DraftValue = string | boolean | null | DraftValue[] | DraftRecord;
export interface DraftRecord {
  [field: string]: DraftValue;
}

type Schema = z.core.$ZodType;

export function draftOf(schema: Schema, value: unknown): DraftValue {
  const def = defOf(schema);
  switch (def.type) {
    case "number":
      return String(value);
    case "nullable":
      if (value !== null) return draftOf(def.innerType, value);
      return isText(def.innerType) ? "" : null;
    case "array":
      if (!Array.isArray(value)) return [];
      if (def.element === StatusRange) return formatStatusText(value);
      return isText(def.element) ? value.join("\n") : value.map((item) => draftOf(def.element, item));
    case "object": {
      const fields = recordOf(value);
      return mapFields(def.shape, (name, field) => draftOf(field, fields[name]));
    }
    case "union":
      return def.discriminator === undefined
        ? (value as DraftValue)
        : draftOf(optionLike(schema, value), value);
    default:
      return value as DraftValue;
  }
}

/** What the contract is asked about; a number that cannot be read is NaN. */
export function typedOf(schema: Schema, draft: DraftValue | undefined): unknown {
  const def = defOf(schema);
  switch (def.type) {
    case "number":
      return numberOf(draft);
    case "nullable":
      if (draft === null || (isText(def.innerType) && draft === "")) return null;
      return typedOf(def.innerType, draft);
    case "array":
      if (def.element === StatusRange) return rangesOf(draft);
      if (isText(def.element)) return linesOf(draft);
      return Array.isArray(draft) ? draft.map((item) => typedOf(def.element, item)) : [];
    case "object": {
      const fields = recordOf(draft) as DraftRecord;
      return mapFields(def.shape, (name, field) => typedOf(field, fields[name]));
    }
    case "union":
      return def.discriminator === undefined ? draft : typedOf(optionLike(schema, draft), draft);
    default:
      return draft;
  }
}

/** Empty fields, or what the contract takes where nothing is said. */
export function blankOf(schema: Schema): DraftValue {
  const raw = rawDefOf(schema);
  if (raw.type === "default") return draftOf(raw.innerType, raw.defaultValue);
  const def = defOf(schema);
  switch (def.type) {
    case "nullable":
      return isText(def.innerType) ? "" : null;
    case "boolean":
      return false;
    case "enum":
      return String(Object.values(def.entries)[0]);
    case "literal":
      return String(def.values[0]);
    case "array":
      return isText(def.element) || def.element === StatusRange ? "" : [];
    case "object":
      return mapFields(def.shape, (_name, field) => blankOf(field));
    case "union":
      return def.options[0] === undefined ? null : blankOf(def.options[0]);
    default:
      return "";
  }
}

/** Blank, as the member of a union that is called so; what `before` has in common with it stays. */
export function blankOption(union: Schema, name: string, before: DraftValue): DraftRecord {
  const def = defOf(union);
  if (def.type !== "union" || def.discriminator === undefined)
    throw new Error("Not a union of named members.");
  const key = def.discriminator;
  const blank = recordOf(blankOf(optionLike(union, { [key]: name }))) as DraftRecord;
  const kept = Object.entries(recordOf(before) as DraftRecord).filter(
    ([field, value]) => field !== key && typeof value === typeof blank[field] && value !== "",
  );
  return { ...blank, ...Object.fromEntries(kept) };
}

export function optionLike(union: Schema, value: unknown): Schema {
  const def = defOf(union);
  if (def.type !== "union") throw new Error("Not a union.");
  const key = def.discriminator ?? "";
  const wanted = recordOf(value)[key];
  const found = def.options.find((option) => {
    const member = defOf(option);
    const tag = member.type === "object" ? member.shape[key] : undefined;
    const name = tag === undefined ? undefined : defOf(tag);
    return name?.type === "literal" && name.values.some((one) => one === wanted);
  });
  if (found === undefined) throw new Error(`No member of the union is called ${String(wanted)}.`);
  return found;
}

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

type Def = z.core.$ZodTypes["_zod"]["def"] & { discriminator?: string };

function rawDefOf(schema: Schema): Def {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** Without what only says how a value is completed or tidied. */
function defOf(schema: Schema): Def {
  const def = rawDefOf(schema);
  if (def.type === "default") return defOf(def.innerType);
  return def.type === "pipe" ? defOf(def.in) : def;
}

function isText(schema: Schema): boolean {
  return ["string", "number"].includes(defOf(schema).type);
}

function mapFields(shape: z.core.$ZodShape, of: (name: string, field: Schema) => unknown): DraftRecord {
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, of(name, field)]),
  ) as DraftRecord;
}

function numberOf(draft: DraftValue | undefined): number {
  return typeof draft !== "string" || draft.trim() === "" ? Number.NaN : Number(draft.replace(",", "."));
}

function rangesOf(draft: DraftValue | undefined): StatusRange[] {
  const parsed = parseStatusText(String(draft));
  return parsed.kind === "ranges" ? parsed.ranges : [];
}

function linesOf(draft: DraftValue | undefined): string[] {
  return String(draft)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
