import type * as z from "zod";
import { damaged } from "./backup-error.ts";
import { ByteQueue } from "./byte-queue.ts";
import { BackupEnd, Manifest, TableHead, TableTotals } from "./manifest.ts";

/** What a backup is, in this order: one manifest, for each table its head, rows and totals, one end. */
export type BackupRecord =
  | { kind: "manifest"; manifest: Manifest }
  | { kind: "table"; table: TableHead }
  | { kind: "rows"; bytes: Buffer }
  | { kind: "totals"; totals: TableTotals }
  | { kind: "end"; end: BackupEnd };

const LETTERS = { manifest: "M", table: "T", rows: "D", totals: "S", end: "E" } as const;
const KINDS = new Map<string, string>(Object.entries(LETTERS).map(([kind, letter]) => [letter, kind]));
const HEAD_BYTES = 5;
const MOST_BYTES = 64 * 1_048_576;

/** A letter, four bytes of length, the content. */
export function packRecord(record: BackupRecord): Buffer[] {
  const content = record.kind === "rows" ? record.bytes : Buffer.from(JSON.stringify(contentOf(record)));
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(LETTERS[record.kind], "latin1");
  head.writeUInt32BE(content.length, 1);
  return [head, content];
}

export async function* unpackRecords(source: AsyncIterable<Uint8Array>): AsyncGenerator<BackupRecord> {
  const queue = new ByteQueue();
  for await (const chunk of source) {
    queue.push(chunk);
    while (queue.length >= HEAD_BYTES) {
      const head = queue.peek(HEAD_BYTES);
      const kind = KINDS.get(head.toString("latin1", 0, 1));
      const length = head.readUInt32BE(1);
      if (kind === undefined || length > MOST_BYTES) throw damaged("it has a record of no known kind");
      if (queue.length < HEAD_BYTES + length) break;
      queue.take(HEAD_BYTES);
      yield parseRecord(kind as BackupRecord["kind"], queue.take(length));
    }
  }
  if (queue.length > 0) throw damaged("its last record is cut off");
}

function contentOf(record: Exclude<BackupRecord, { kind: "rows" }>): unknown {
  switch (record.kind) {
    case "manifest":
      return record.manifest;
    case "table":
      return record.table;
    case "totals":
      return record.totals;
    case "end":
      return record.end;
  }
}

function parseRecord(kind: BackupRecord["kind"], bytes: Buffer): BackupRecord {
  switch (kind) {
    case "manifest":
      return { kind, manifest: parseJson(Manifest, bytes) };
    case "table":
      return { kind, table: parseJson(TableHead, bytes) };
    case "rows":
      return { kind, bytes };
    case "totals":
      return { kind, totals: parseJson(TableTotals, bytes) };
    case "end":
      return { kind, end: parseJson(BackupEnd, bytes) };
  }
}

function parseJson<Schema extends z.ZodType>(schema: Schema, bytes: Buffer): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(bytes.toString("utf8")));
  } catch (error) {
    throw damaged("one of its records cannot be read", { cause: error });
  }
}
