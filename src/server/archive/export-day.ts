import { createHash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";
import { Origin } from "#contracts/job.ts";
import { GapReason, Outcome } from "#contracts/tick.ts";
import type { Pool, Sql } from "#server/store/prisma.ts";
import {
  type ExportedMonitor,
  type ExportedSlot,
  listSlotsToExport,
} from "#server/store/tick-export-store.ts";
import { ArchiveError, type ArchivePlace } from "./archive-place.ts";

const DAY_MS = 86_400_000;

export type ExportedFile = { name: string; rows: number; sha256: string };

/** `ticks/2026-10-22/<workspace>.ndjson.gz`: a day's folder is all that has to be looked at to know what is written. */
export function exportFolder(dayMs: number): string {
  return `ticks/${new Date(dayMs).toISOString().slice(0, 10)}/`;
}

/**
 * Writes one UTC day of one workspace, a JSON line per check or gap, and reads it back. One monitor's day is in memory at a
 * time. Null: the day has none, and nothing is written.
 */
export async function exportDay(
  deps: { sql: Sql | Pool; place: ArchivePlace },
  given: { workspaceId: string; monitors: readonly ExportedMonitor[]; dayMs: number },
): Promise<ExportedFile | null> {
  const name = `${exportFolder(given.dayMs)}${given.workspaceId}.ndjson.gz`;
  const lines = listLines(deps.sql, given);
  const first = await lines.next();
  if (first.done) return null;
  const hash = createHash("sha256");
  let rows = 0;
  const counted = (async function* () {
    for (let next: IteratorResult<Lines, undefined> = first; !next.done; next = await lines.next()) {
      hash.update(next.value.text);
      rows += next.value.rows;
      yield Buffer.from(next.value.text);
    }
  })();
  await deps.place.write(name, through(counted, createGzip({ level: 6 })));
  const written = { name, rows, sha256: hash.digest("hex") };
  const found = await describeExport(deps.place, name);
  if (JSON.stringify(found) === JSON.stringify(written)) return written;
  throw new ArchiveError("failed", `${name} does not hold what was written.`);
}

/** Rows and hash of a file as it lies there; rejects when it cannot be unpacked. */
export async function describeExport(place: ArchivePlace, name: string): Promise<ExportedFile> {
  const hash = createHash("sha256");
  let rows = 0;
  for await (const chunk of through(place.read(name), createGunzip())) {
    hash.update(chunk);
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows += 1;
  }
  return { name, rows, sha256: hash.digest("hex") };
}

type Lines = { text: string; rows: number };

async function* listLines(
  sql: Sql | Pool,
  { monitors, dayMs }: { monitors: readonly ExportedMonitor[]; dayMs: number },
): AsyncGenerator<Lines, undefined> {
  for (const monitor of monitors) {
    const slots = await listSlotsToExport(sql, {
      monitorId: monitor.id,
      fromMs: dayMs,
      toMs: dayMs + DAY_MS,
    });
    if (slots.length === 0) continue;
    const text = slots.map((slot) => `${JSON.stringify(toLine(monitor, slot))}\n`).join("");
    yield { text, rows: slots.length };
  }
  return undefined;
}

function toLine({ publicId, name }: ExportedMonitor, { at, region, tick, evidence, reason }: ExportedSlot) {
  const slot = { monitor: publicId, name, region, at: at.toISOString() };
  if (tick === null) return { kind: "gap", ...slot, reason: GapReason.options[reason ?? 0] };
  const { outcome, origin, ...measured } = tick;
  return {
    kind: "check",
    ...slot,
    outcome: Outcome.options[Number(outcome)],
    origin: Origin.options[Number(origin)],
    ...measured,
    ...(evidence === null ? {} : { evidence }),
  };
}

async function* through(
  source: AsyncIterable<Uint8Array>,
  transform: NodeJS.ReadWriteStream,
): AsyncGenerator<Buffer> {
  // The reader below is told what fails; a callback is what `pipeline` insists on.
  const out = pipeline(
    Readable.from(source, { objectMode: true, highWaterMark: 2 }),
    transform,
    () => undefined,
  );
  for await (const chunk of out) yield chunk as Buffer;
}
