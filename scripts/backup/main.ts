import { parseArgs } from "node:util";
import { findBackup, listBackups, placeOf } from "./backup-files.ts";
import { readBackupSecret } from "./backup-key.ts";
import { readBackupSettings, requireDatabaseUrl } from "./backup-settings.ts";
import { openClient } from "./open-client.ts";
import { createProgress, megabytes, type Progress } from "./progress.ts";
import { verifyBackup } from "./read-backup.ts";
import { runBackup } from "./run-backup.ts";
import { runCommand, UsageError } from "./run-command.ts";
import { openBackup } from "./write-backup.ts";

const USAGE = `Usage: npm run backup -- [--to <place>] [options]
       npm run backup -- --verify <file>      reads and checks a backup; needs no database
       npm run backup -- --list [--to <place>]

<place> is a folder, a file that ends with .backup, s3://bucket/prefix, or - for standard output.
Without --to it is UPTICK_BACKUP_TO.
  --keep <n>          removes all but the newest n backups of the place, after the new one was read back
  --key-file <file>   the key (base64 of 32 bytes) that encrypts; otherwise UPTICK_BACKUP_KEY or
                      UPTICK_BACKUP_PASSPHRASE; without any of them the backup is not encrypted
  --no-verify         does not read the backup back
  --if-due            does nothing while the last one is younger than UPTICK_BACKUP_EVERY
  --json              progress as JSON lines, on standard error

A backup has everything of the database, and no key: keep UPTICK_ENCRYPTION_KEYS and NEXTAUTH_SECRET yourself.
Without them channels have to be given their secrets again.
`;

process.exitCode = await runCommand(main, USAGE);

function readOptions() {
  const { values } = parseArgs({
    options: {
      to: { type: "string" },
      verify: { type: "string" },
      list: { type: "boolean", default: false },
      keep: { type: "string" },
      "key-file": { type: "string" },
      "no-verify": { type: "boolean", default: false },
      "if-due": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  return values;
}

type Options = ReturnType<typeof readOptions>;

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const progress = createProgress({ json: options.json, output: process.stderr, clock: Date.now });
  if (options.verify !== undefined) return verify(options.verify, options, progress);
  const to = options.to ?? process.env.UPTICK_BACKUP_TO;
  if (!to) throw new UsageError("Name a place: --to <folder>, or set UPTICK_BACKUP_TO.");
  if (options.list) return list(to);
  return to === "-" ? writeToOutput(options, progress) : backUp(to, options, progress);
}

async function backUp(to: string, options: Options, progress: Progress): Promise<number> {
  const settings = readBackupSettings(process.env);
  const isOwnPlace = options.to === undefined;
  const outcome = await runBackup({
    ...settings,
    ...placeOf(to, settings),
    databaseUrl: requireDatabaseUrl(process.env),
    secret: readBackupSecret({ environment: process.env, keyFile: options["key-file"] }),
    keep:
      options.keep === undefined
        ? isOwnPlace
          ? settings.UPTICK_BACKUP_KEEP
          : null
        : parseKeep(options.keep),
    verify: !options["no-verify"],
    ifOlderThanMs: options["if-due"] ? settings.UPTICK_BACKUP_EVERY : null,
    now: () => new Date(),
    progress,
  });
  if (outcome.kind === "skipped") {
    progress.event("skipped", { text: `No backup was made: ${outcome.why}.`, why: outcome.why });
    return outcome.why === "busy" && !options["if-due"] ? 1 : 0;
  }
  const { name, bytes, removed, summary } = outcome;
  const rows = summary.rows.toLocaleString("en");
  progress.event("done", {
    text: `${name}: ${rows} rows, ${megabytes(bytes)}${removed.length > 0 ? `; removed ${removed.join(", ")}` : ""}`,
    name,
    fileBytes: bytes,
    removed,
    ...summary,
    tables: options.json ? summary.tables : summary.tables.length,
  });
  return 0;
}

/** There is nothing to read back and nothing that lasts: it is not written down as a backup. */
async function writeToOutput(options: Options, progress: Progress): Promise<number> {
  const settings = readBackupSettings(process.env);
  const client = await openClient(requireDatabaseUrl(process.env));
  try {
    const secret = readBackupSecret({ environment: process.env, keyFile: options["key-file"] });
    const backup = await openBackup({ ...settings, client, secret, now: () => new Date(), progress });
    for await (const chunk of backup.bytes) await write(process.stdout, chunk);
    await client.query("COMMIT");
    const rows = backup.totals.reduce((sum, table) => sum + table.rows, 0);
    progress.event("done", { text: `${rows.toLocaleString("en")} rows`, rows });
    return 0;
  } finally {
    await client.end();
  }
}

function write(stream: NodeJS.WritableStream, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

async function verify(address: string, options: Options, progress: Progress): Promise<number> {
  const settings = readBackupSettings(process.env);
  const secret = readBackupSecret({ environment: process.env, keyFile: options["key-file"] });
  const { place, name } = await findBackup(address, settings);
  const summary = await verifyBackup(place.read(name), secret);
  const rows = summary.rows.toLocaleString("en");
  progress.event("verified", {
    text: `${name} is whole: of ${summary.createdAt}, schema ${summary.schemaVersion}, ${rows} rows`,
    name,
    ...summary,
  });
  return 0;
}

async function list(to: string): Promise<number> {
  const { place } = placeOf(to, readBackupSettings(process.env));
  for (const { name, bytes } of await listBackups(place)) console.log(`${name}\t${megabytes(bytes)}`);
  return 0;
}

function parseKeep(text: string): number {
  const keep = Number(text);
  if (!Number.isInteger(keep) || keep < 1) throw new UsageError("--keep is a number from 1.");
  return keep;
}
