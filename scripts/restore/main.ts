import { parseArgs } from "node:util";
import { findBackup } from "#scripts/backup/backup-files.ts";
import { readBackupSecret } from "#scripts/backup/backup-key.ts";
import { readBackupSettings } from "#scripts/backup/backup-settings.ts";
import { createProgress, type Progress } from "#scripts/backup/progress.ts";
import { runCommand, UsageError } from "#scripts/backup/run-command.ts";
import { describeRestore, findMissingKeys } from "./describe-restore.ts";
import { withDatabase } from "./own-database.ts";
import { type Restored, restoreDatabase } from "./restore-database.ts";

const USAGE = `Usage: npm run restore -- <backup> [options]

<backup> is a file, or a folder or s3://bucket/prefix of which the newest one is taken, or - for standard input.
It goes into DATABASE_URL, or else into the Postgres of the launcher in UPTICK_DATA, which is started for that.
Uptick must not run meanwhile.
  --replace           replaces what the database holds; until the very end that stays as it is
  --keep-sessions     people stay signed in; without it they sign in again
  --key-file <file>   the key of an encrypted backup; otherwise UPTICK_BACKUP_KEY or UPTICK_BACKUP_PASSPHRASE
  --json              progress as JSON lines, on standard error
`;

// The schema engine's pool would hold the process for some seconds more.
process.exit(await runCommand(main, USAGE));

function readOptions() {
  return parseArgs({
    allowPositionals: true,
    options: {
      replace: { type: "boolean", default: false },
      "keep-sessions": { type: "boolean", default: false },
      "key-file": { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
}

async function main(): Promise<number> {
  const { values, positionals } = readOptions();
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [address] = positionals;
  if (address === undefined || positionals.length > 1) throw new UsageError("Name one backup.");
  const settings = readBackupSettings(process.env);
  const secret = readBackupSecret({ environment: process.env, keyFile: values["key-file"] });
  const progress = createProgress({ json: values.json, output: process.stderr, clock: Date.now });
  const source = await openSource(address, settings);
  const restored = await withDatabase(process.env, (databaseUrl) =>
    restoreDatabase(source, {
      databaseUrl,
      secret,
      replace: values.replace,
      keepSessions: values["keep-sessions"],
      now: () => new Date(),
      progress,
    }),
  );
  tell(restored, { progress, missingKeys: findMissingKeys(restored.summary, settings.encryptionKeyIds) });
  return 0;
}

async function openSource(
  address: string,
  settings: ReturnType<typeof readBackupSettings>,
): Promise<AsyncIterable<Uint8Array>> {
  if (address === "-") return process.stdin as AsyncIterable<Uint8Array>;
  const { place, name } = await findBackup(address, settings);
  return place.read(name);
}

function tell(restored: Restored, given: { progress: Progress; missingKeys: string[] }): void {
  const { summary, migrated, replaced, forgotten } = restored;
  const text = describeRestore(restored, { missingKeys: given.missingKeys, now: new Date() }).join("\n");
  given.progress.event("done", {
    text,
    ...summary,
    migrated,
    replaced,
    ...forgotten,
    missingKeys: given.missingKeys,
  });
}
