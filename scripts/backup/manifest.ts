import * as z from "zod";

const Count = z.number().int().nonnegative();

/** One table, or one partition of one. */
export const TableHead = z.strictObject({
  name: z.string().min(1),
  /** Generated ones are left out: the database makes them again. */
  columns: z.array(z.string()),
  /** Null: a table of its own. `bounds` as Postgres writes them. */
  partition: z.strictObject({ parent: z.string(), bounds: z.string() }).nullable(),
});
export type TableHead = z.infer<typeof TableHead>;

export const SequenceState = z.strictObject({ name: z.string(), last: z.string().regex(/^\d+$/).nullable() });
export type SequenceState = z.infer<typeof SequenceState>;

/** The first record: what is in the file, of when, and what can read it. */
export const Manifest = z.strictObject({
  createdAt: z.iso.datetime(),
  appVersion: z.string(),
  /** All that the database had been given, in their order; the last one is the version of its schema. */
  migrations: z.array(z.string()).min(1),
  /** Ids of the keys that sealed secrets need, as UPTICK_ENCRYPTION_KEYS had them; never the keys. */
  encryptionKeyIds: z.array(z.string()),
  tables: z.array(TableHead.extend({ estimatedRows: Count, estimatedBytes: Count })),
  sequences: z.array(SequenceState),
});
export type Manifest = z.infer<typeof Manifest>;

/** After the rows of a table: what they were. `bytes` and `sha256` are of their COPY text. */
export const TableTotals = z.strictObject({
  name: z.string(),
  rows: Count,
  bytes: Count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type TableTotals = z.infer<typeof TableTotals>;

/** The last record: all of the totals once more, so that a table that is missing shows. */
export const BackupEnd = z.strictObject({ tables: z.array(TableTotals) });
export type BackupEnd = z.infer<typeof BackupEnd>;

export function schemaVersionOf({ migrations }: Pick<Manifest, "migrations">): string {
  return migrations.at(-1) ?? "";
}
