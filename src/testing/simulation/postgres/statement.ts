import type { Transaction } from "./transaction.ts";

export type Result = { rows: unknown[]; rowCount: number };
/** What a statement does, given its parameters as production code passes them. */
export type Statement = (sql: Transaction, values: readonly unknown[]) => Result | Promise<Result>;

export const rowsOf = (rows: unknown[]): Result => ({ rows, rowCount: rows.length });
export const changed = (rowCount: number): Result => ({ rows: [], rowCount });

/** An array parameter: a list, or a literal such as `{1,NULL,3}`. */
export function numbersOf(value: unknown): (number | null)[] {
  if (Array.isArray(value)) return value as number[];
  const text = String(value).slice(1, -1);
  return text === "" ? [] : text.split(",").map((item) => (item === "NULL" ? null : Number(item)));
}

export function flagsOf(value: unknown): boolean[] {
  const text = String(value).slice(1, -1);
  return text === "" ? [] : text.split(",").map((item) => item === "t");
}

/** timestamptz(3) rounds to the millisecond. */
export const toMoment = (ms: number) => Math.round(ms);
