import { parseArgs } from "node:util";
import { readBackupSettings, requireDatabaseUrl } from "#scripts/backup/backup-settings.ts";
import { openClient } from "#scripts/backup/open-client.ts";
import { runCommand, UsageError } from "#scripts/backup/run-command.ts";
import { exportDay } from "#server/archive/export-day.ts";
import { openPlace } from "#server/archive/open-place.ts";
import { listExportMonitors } from "#server/store/tick-export-store.ts";

const USAGE = `Usage: npm run export-ticks -- --workspace <id> --from 2026-10-01 --to 2026-10-31 [--out <place>]
       npm run export-ticks -- --every --from … --to …     all workspaces

Writes each UTC day of ticks and gaps as ticks/<day>/<workspace>.ndjson.gz; a second run writes the same files again.
<place> is a folder or s3://bucket/prefix; without --out it is UPTICK_TICK_EXPORT_TO.
Ticks are in the database for UPTICK_TICK_DAYS. docs/backup.md has the columns.
`;
const DAY_MS = 86_400_000;

process.exitCode = await runCommand(main, USAGE);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      workspace: { type: "string" },
      every: { type: "boolean", default: false },
      from: { type: "string" },
      to: { type: "string" },
      out: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if ((values.workspace === undefined) === !values.every)
    throw new UsageError("Name a workspace, or say --every.");
  const settings = readBackupSettings(process.env);
  const out = values.out ?? settings.UPTICK_TICK_EXPORT_TO;
  if (out === undefined) throw new UsageError("Name a place: --out <folder>, or set UPTICK_TICK_EXPORT_TO.");
  const span = { fromMs: parseDay(values.from, "--from"), toMs: parseDay(values.to, "--to") };
  if (span.toMs < span.fromMs) throw new UsageError("--to is before --from.");
  const client = await openClient(requireDatabaseUrl(process.env));
  try {
    const deps = { sql: client, place: openPlace(out, settings) };
    const workspaces = await listExportMonitors(client, parseWorkspace(values.workspace));
    if (workspaces.size === 0) throw new UsageError("There is no such workspace, or it has no monitors.");
    for (let dayMs = span.fromMs; dayMs <= span.toMs; dayMs += DAY_MS) {
      for (const [workspaceId, monitors] of workspaces) {
        const file = await exportDay(deps, { workspaceId, monitors, dayMs });
        if (file !== null) console.log(`${file.name}\t${file.rows} lines\tsha256 ${file.sha256}`);
      }
    }
    return 0;
  } finally {
    await client.end();
  }
}

function parseDay(text: string | undefined, option: string): number {
  const dayMs = /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(dayMs)) throw new UsageError(`${option} is a day, such as 2026-10-01.`);
  return dayMs;
}

function parseWorkspace(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^[0-9a-f-]{36}$/i.test(text)) return text;
  throw new UsageError("--workspace is an id; Workspace → Settings shows it.");
}
