import type { StatementVariants } from "../postgres/session.ts";
import { changed, type Result, rowsOf, type Statement } from "../postgres/statement.ts";
import type { Transaction } from "../postgres/transaction.ts";

export const variants = (entries: Record<string, (real: Statement) => Statement>): StatementVariants =>
  new Map(Object.entries(entries));

/** Something else instead of the statement. */
export const instead =
  (other: Statement) =>
  (_real: Statement): Statement =>
    other;

/** Finds and writes nothing. */
export const nothing = instead(() => changed(0));
export const noRows = instead(() => rowsOf([]));

/** Other parameters for the real statement. */
export const given =
  (change: (values: readonly unknown[], sql: Transaction) => readonly unknown[]) =>
  (real: Statement): Statement =>
  (sql, values) =>
    real(sql, change(values, sql));

/** Another answer than the real statement's. */
export const answering =
  (change: (result: Result, sql: Transaction) => Result) =>
  (real: Statement): Statement =>
  async (sql, values) =>
    change(await real(sql, values), sql);

export const replaceAt = (values: readonly unknown[], index: number, value: unknown) =>
  values.map((one, at) => (at === index ? value : one));
