import type { ArchivePlace } from "#server/archive/archive-place.ts";
import { describeExport, type ExportedFile, exportDay, exportFolder } from "#server/archive/export-day.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { findOldestDay } from "#server/store/partition-store.ts";
import { findTickExport, listExportMonitors, noteTickExport } from "#server/store/tick-export-store.ts";

const DAY_MS = 86_400_000;

// A run may outlast the minute after which the next one is called.
const holder = globalThis as typeof globalThis & { uptickTickExport?: Promise<number> };

/**
 * Writes the days that are kept no longer to where ticks are kept, oldest first; the rollup drops no day before that.
 * Answers how many days it wrote. A failure is written down and tried again at the next call.
 */
export async function exportOldDays(deps: Deps): Promise<number> {
  if (deps.tickArchive === null || holder.uptickTickExport !== undefined) return 0;
  holder.uptickTickExport = exportAll(deps, deps.tickArchive).finally(() => {
    holder.uptickTickExport = undefined;
  });
  return holder.uptickTickExport;
}

async function exportAll(deps: Deps, place: ArchivePlace): Promise<number> {
  const endMs = deps.clock() - deps.settings.tickDays * DAY_MS;
  const state = await findTickExport(deps.pool);
  const oldestMs = (await findOldestDay(deps.pool)) ?? endMs;
  let dayMs = Math.max(oldestMs, state.doneToMs ?? oldestMs);
  let days = 0;
  try {
    for (; dayMs + DAY_MS <= endMs; dayMs += DAY_MS) {
      await exportOneDay({ deps, place }, dayMs);
      await noteTickExport(deps.pool, { doneToMs: dayMs + DAY_MS, failing: null });
      days += 1;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    deps.log.error({ err: error, day: exportFolder(dayMs) }, "A day of ticks could not be exported.");
    const sinceMs = state.failing?.sinceMs ?? deps.clock();
    await noteTickExport(deps.pool, { failing: { sinceMs, reason, dayMs } });
  }
  return days;
}

/** Files that an interrupted run has written are read, not written again; the list of the day comes last. */
async function exportOneDay(
  { deps, place }: { deps: Deps; place: ArchivePlace },
  dayMs: number,
): Promise<void> {
  const folder = exportFolder(dayMs);
  const known = new Set((await place.list(folder)).map(({ name }) => name));
  const files: ExportedFile[] = [];
  for (const [workspaceId, monitors] of await listExportMonitors(deps.pool, null)) {
    const name = `${folder}${workspaceId}.ndjson.gz`;
    const isThere = known.has(name);
    const file = isThere
      ? await describeExport(place, name)
      : await exportDay({ sql: deps.pool, place }, { workspaceId, monitors, dayMs });
    if (file !== null) files.push(file);
  }
  const manifest = Buffer.from(`${JSON.stringify({ day: folder.slice(6, -1), files }, null, 2)}\n`);
  await place.write(`${folder}manifest.json`, once(manifest));
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
