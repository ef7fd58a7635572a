import { createHash, type Hash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { damaged } from "./backup-error.ts";
import { type BackupSecret, deriveKey } from "./backup-key.ts";
import { openFrames } from "./frame-codec.ts";
import { type BackupEnd, type Manifest, schemaVersionOf, type TableTotals } from "./manifest.ts";
import { type BackupRecord, unpackRecords } from "./record-codec.ts";

/**
 * The records of a backup, each one checked before it comes out: the tags of the frames, the order of the records, rows,
 * bytes and SHA-256 of each table, and that nothing is missing at the end.
 */
export async function* readBackup(
  source: AsyncIterable<Uint8Array>,
  secret: BackupSecret | null,
): AsyncGenerator<BackupRecord> {
  const checks = new RecordChecks();
  for await (const record of unpackRecords(gunzip(openFrames(source, keyOf(secret))))) {
    checks.take(record);
    yield record;
  }
  checks.finish();
}

export type BackupSummary = {
  createdAt: string;
  appVersion: string;
  schemaVersion: string;
  encryptionKeyIds: string[];
  tables: TableTotals[];
  rows: number;
  bytes: number;
};

/** Reads all of a backup and rejects if anything is not what was written. Needs no database. */
export async function verifyBackup(
  source: AsyncIterable<Uint8Array>,
  secret: BackupSecret | null,
): Promise<BackupSummary> {
  let manifest: Manifest | null = null;
  let end: BackupEnd | null = null;
  for await (const record of readBackup(source, secret)) {
    if (record.kind === "manifest") manifest = record.manifest;
    if (record.kind === "end") end = record.end;
  }
  if (manifest === null || end === null) throw damaged("it is empty");
  return summarize(manifest, end.tables);
}

export function summarize(manifest: Manifest, tables: TableTotals[]): BackupSummary {
  const { createdAt, appVersion, encryptionKeyIds } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  return {
    createdAt,
    appVersion,
    schemaVersion: schemaVersionOf(manifest),
    encryptionKeyIds,
    tables,
    rows,
    bytes,
  };
}

function keyOf(secret: BackupSecret | null) {
  return ({ encryption }: { encryption: { key: Parameters<typeof deriveKey>[0] } | null }) =>
    encryption === null ? null : deriveKey(encryption.key, secret);
}

async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let cause: unknown = null;
  // What fails in front of it reaches the reader of the last stream; the callback only keeps the first reason.
  const plain = pipeline(
    Readable.from(source, { objectMode: true, highWaterMark: 2 }),
    createGunzip(),
    (error) => {
      cause ??= error;
    },
  );
  try {
    for await (const chunk of plain) yield chunk as Buffer;
  } catch (error) {
    const first = cause ?? error;
    if (first instanceof Error && "code" in first && String(first.code).startsWith("Z_")) {
      throw damaged("it cannot be unpacked", { cause: first });
    }
    throw first;
  }
}

/** What the records before say about the next one. */
class RecordChecks {
  #manifest: Manifest | null = null;
  #next = 0;
  #open: { name: string; hash: Hash; rows: number; bytes: number } | null = null;
  readonly #totals: TableTotals[] = [];
  #isOver = false;

  take(record: BackupRecord): void {
    if (this.#isOver) throw damaged("something follows its end");
    if (record.kind === "manifest") this.#describe(record.manifest);
    if (record.kind === "table") this.#begin(record.table.name);
    if (record.kind === "rows") this.#add(record.bytes);
    if (record.kind === "totals") this.#compare(record.totals);
    if (record.kind !== "end") return;
    if (JSON.stringify(record.end.tables) !== JSON.stringify(this.#totals))
      throw damaged("tables are missing");
    this.#isOver = true;
  }

  finish(): void {
    if (!this.#isOver || this.#next !== this.#manifest?.tables.length) throw damaged("it ends too early");
  }

  #describe(manifest: Manifest): void {
    if (this.#manifest !== null) throw damaged("it has two manifests");
    this.#manifest = manifest;
  }

  #begin(name: string): void {
    if (this.#open !== null || this.#manifest?.tables[this.#next]?.name !== name) {
      throw damaged(`the table ${name} is not where it belongs`);
    }
    this.#open = { name, hash: createHash("sha256"), rows: 0, bytes: 0 };
    this.#next += 1;
  }

  #add(bytes: Buffer): void {
    if (this.#open === null) throw damaged("it has rows of no table");
    this.#open.hash.update(bytes);
    this.#open.bytes += bytes.length;
    this.#open.rows += countLines(bytes);
  }

  #compare(totals: TableTotals): void {
    if (this.#open === null) throw damaged("it has totals of no table");
    const { name, rows, bytes, hash } = this.#open;
    const found = { name, rows, bytes, sha256: hash.digest("hex") };
    if (JSON.stringify(found) !== JSON.stringify(totals))
      throw damaged(`the rows of ${name} are not those written`);
    this.#totals.push(totals);
    this.#open = null;
  }
}

/** COPY writes a line break inside of a value as two characters. */
export function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
