export type DetailRow = { field: string; before: string | null; after: string | null };
/** `same`: how many fields are in both as they were. */
export type DetailDiff = { rows: DetailRow[]; same: number };

/** What an audit entry's detail says, field by field: nested ones by dotted path, unchanged ones only counted. */
export function diffDetail(detail: unknown): DetailDiff {
  if (!isRecord(detail)) return { rows: [], same: 0 };
  const { before, after, ...rest } = detail;
  const [was, is] = [flatten(before), flatten(after)];
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  const isChange = before !== undefined && after !== undefined;
  const changed = fields.filter((field) => !isChange || was.get(field) !== is.get(field));
  const rows = changed.map((field) => ({
    field,
    before: was.get(field) ?? null,
    after: is.get(field) ?? null,
  }));
  const others = [...flatten(rest)].map(([field, value]) => ({ field, before: null, after: value }));
  return { rows: [...rows, ...others], same: fields.length - changed.length };
}

/** A single value, which has no field, is called by the empty name. */
function flatten(value: unknown, prefix = ""): Map<string, string> {
  if (value === undefined) return new Map();
  if (!isRecord(value)) return new Map([[prefix, textOf(value)]]);
  const entries = Object.entries(value).flatMap(([key, inner]) => [
    ...flatten(inner, prefix === "" ? key : `${prefix}.${key}`),
  ]);
  return new Map(entries);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.every(isPlain) ? value.join(", ") : JSON.stringify(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
