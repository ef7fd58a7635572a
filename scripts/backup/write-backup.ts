import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { ClientBase } from "pg";
import { type BackupSecret, deriveKey, newDerivation } from "./backup-key.ts";
import { dumpDatabase } from "./dump-database.ts";
import { sealFrames } from "./frame-codec.ts";
import type { Manifest, TableTotals } from "./manifest.ts";
import { openSnapshot } from "./open-snapshot.ts";
import type { Progress } from "./progress.ts";

/** Half the time of gzip's usual level, for a file that is a tenth larger. */
const GZIP_LEVEL = 4;

export type BackupSource = {
  client: ClientBase;
  secret: BackupSecret | null;
  appVersion: string;
  encryptionKeyIds: string[];
  now: () => Date;
  progress: Progress;
};

export type OpenBackup = {
  manifest: Manifest;
  /** Grows while the bytes are read. */
  totals: TableTotals[];
  bytes: AsyncIterable<Uint8Array>;
};

/** The bytes of a backup of what the database holds now; they are made while they are read. */
export async function openBackup(source: BackupSource): Promise<OpenBackup> {
  const { client, secret, appVersion, encryptionKeyIds, now } = source;
  const snapshot = await openSnapshot(client);
  const manifest: Manifest = {
    createdAt: now().toISOString(),
    appVersion,
    migrations: snapshot.migrations,
    encryptionKeyIds,
    tables: snapshot.tables,
    sequences: snapshot.sequences,
  };
  const totals: TableTotals[] = [];
  const records = dumpDatabase(client, manifest, createListener(source.progress, manifest, totals));
  const derivation = secret === null ? null : newDerivation(secret);
  const key = derivation === null ? null : deriveKey(derivation, secret);
  const encryption = derivation === null ? null : { cipher: "aes-256-gcm" as const, key: derivation };
  const header = { format: 1 as const, compression: "gzip" as const, encryption };
  return { manifest, totals, bytes: sealFrames({ header, key }, gzip(records)) };
}

async function* gzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const input = Readable.from(source, { objectMode: true, highWaterMark: 2 });
  // The reader below is told what fails; a callback is what `pipeline` insists on.
  const packed = pipeline(input, createGzip({ level: GZIP_LEVEL, chunkSize: 65_536 }), () => undefined);
  for await (const chunk of packed) yield chunk as Buffer;
}

function createListener(progress: Progress, manifest: Manifest, totals: TableTotals[]) {
  const sizes = new Map(manifest.tables.map((table) => [table.name, table.estimatedBytes]));
  const total = manifest.tables.reduce((sum, table) => sum + table.estimatedBytes, 0);
  let now = "";
  let done = 0;
  let rows = 0;
  let bytes = 0;
  let doneOfTable = 0;
  return {
    onTable: (table: { name: string }) => {
      now = table.name;
      doneOfTable = 0;
    },
    onRows: (added: number) => {
      bytes += added;
      doneOfTable = Math.min(doneOfTable + added, sizes.get(now) ?? 0);
      progress.tick({ done: done + doneOfTable, total, rows, bytes, now });
    },
    onTotals: (table: TableTotals) => {
      totals.push(table);
      rows += table.rows;
      done += sizes.get(table.name) ?? 0;
      progress.tick({ done, total, rows, bytes, now });
    },
  };
}
