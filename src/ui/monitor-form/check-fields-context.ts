import { createContext, use } from "react";
import type { Problems } from "#ui/forms/read-with.ts";
import type { DraftRecord, DraftValue } from "./draft.ts";
import type { CheckDraft } from "./form-values.ts";

export type CheckFields = {
  check: CheckDraft;
  /** By path of the contract, such as `check.tls.serverName`. */
  problems: Problems;
  change: (path: readonly string[], value: DraftValue) => void;
  /** What stands before the names of the fields within: a step of many has the fields of a request. */
  prefix: readonly string[];
};

export const CheckFieldsContext = createContext<CheckFields | null>(null);

export function useCheckFields(): CheckFields {
  const fields = use(CheckFieldsContext);
  if (fields === null) throw new Error("A field of a check stands outside of its form");
  return fields;
}

/** One field by its dotted name. `error` is also that of a part of it, where the field shows all its parts as one text. */
export function useCheckField(name: string) {
  const { check, problems, change, prefix } = useCheckFields();
  const path = [...prefix, ...name.split(".")];
  const value = valueAt(check, path);
  if (value === undefined) throw new Error(`A ${check.kind} check has no field ${path.join(".")}`);
  const dotted = ["check", ...path].join(".");
  return {
    dotted,
    value,
    text: typeof value === "string" ? value : "",
    error: problemAt(problems, dotted, typeof value !== "object" || value === null),
    problems,
    set: (next: DraftValue) => change(path, next),
  };
}

/** Whether one of these fields, or a part of one, has a problem. */
export function useHasProblem(names: readonly string[]): boolean {
  const { problems, prefix } = useCheckFields();
  return names.some((name) => {
    const dotted = ["check", ...prefix, ...name.split(".")].join(".");
    return Object.keys(problems).some((path) => path === dotted || path.startsWith(`${dotted}.`));
  });
}

function problemAt(problems: Problems, dotted: string, withParts: boolean): string | undefined {
  if (problems[dotted] !== undefined || !withParts) return problems[dotted];
  const part = Object.keys(problems).find((path) => path.startsWith(`${dotted}.`));
  return part === undefined ? undefined : problems[part];
}

export function valueAt(record: DraftRecord, path: readonly string[]): DraftValue | undefined {
  return path.reduce<DraftValue | undefined>(
    (value, key) => (typeof value === "object" && value !== null ? (value as DraftRecord)[key] : undefined),
    record,
  );
}

export function withValue(value: DraftValue, path: readonly string[], next: DraftValue): DraftValue {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (Array.isArray(value)) {
    return value.map((item, at) => (String(at) === key ? withValue(item, rest, next) : item));
  }
  const record = value as DraftRecord;
  return { ...record, [key]: withValue(record[key] ?? null, rest, next) };
}
