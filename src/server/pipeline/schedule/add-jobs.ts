import { encodeJobs, type Job, MAX_JOBS_PER_ENTRY } from "#contracts/job.ts";
import type { RegionCode } from "#contracts/region.ts";
import type { JobStream } from "#contracts/stream.ts";
import { checksKey, urgentKey } from "#contracts/stream-keys.ts";
import type { Span } from "#domain/schedule/slots.ts";
import { currentTrace, traced } from "#server/runtime/request/traced.ts";
import type { DueSlot } from "#server/store/schedule-store.ts";
import type { StreamEpoch } from "./stream-epoch.ts";

/** Keeps one request under half a megabyte. */
const ENTRIES_PER_REQUEST = 200;

/** More than a window has. */
const CHUNKS_PER_WINDOW = 10_000;

export type JobTarget = { stream: JobStream; codes: ReadonlyMap<number, RegionCode> };

/**
 * Adds the slots to each region's stream, window by window. An entry's id is `<window end>-<chunk>`: Redis refuses an id
 * that is not larger than its last one, so adding a window again does nothing. Chunks are counted from another number in
 * each epoch: after a loss a window may hold other slots, and probes still acknowledge what they held of the old one. Slots from before the span (re-added after
 * a loss) travel in its first window, whose end is larger than every id that came before.
 */
export function addWindows(target: JobTarget, given: Windows): Promise<number> {
  if (given.slots.length === 0) return Promise.resolve(0);
  return traced({ name: "stream add", kind: "producer" }, () => addEntries(target, given));
}

type Windows = { slots: readonly DueSlot[]; span: Span; windowMs: number; epoch: StreamEpoch };

async function addEntries(target: JobTarget, given: Windows): Promise<number> {
  const trace = currentTrace();
  const firstChunk = firstChunkOf(given.epoch);
  const firstEndMs = (Math.floor(given.span.fromMs / given.windowMs) + 1) * given.windowMs;
  const endOf = (slot: DueSlot) =>
    Math.max(firstEndMs, Math.ceil(slot.scheduledAt / given.windowMs) * given.windowMs);

  const adding = [...groupByRegion(target, given.slots)].map(async ([region, slots]) => {
    const entries = [...groupBy(slots, endOf)].flatMap(([endMs, windowSlots]) =>
      chunk(windowSlots, MAX_JOBS_PER_ENTRY).map((jobs, index) => ({
        id: `${endMs}-${firstChunk + index}`,
        payload: encodeJobs(jobs.map(toJob), trace),
      })),
    );
    let added = 0;
    for (const batch of chunk(entries, ENTRIES_PER_REQUEST)) {
      added += await target.stream.addAt(checksKey(region), batch);
    }
    return added;
  });
  return sum(await Promise.all(adding));
}

function firstChunkOf({ value }: StreamEpoch): number {
  return Number.parseInt(value.slice(-8), 16) * CHUNKS_PER_WINDOW;
}

/** Adds slots that must not wait behind the look-ahead. */
export async function addCatchUps(target: JobTarget, slots: readonly DueSlot[]): Promise<number> {
  const trace = currentTrace();
  const adding = [...groupByRegion(target, slots)].map(async ([region, regionSlots]) => {
    const batches = chunk(regionSlots, MAX_JOBS_PER_ENTRY);
    for (const batch of batches)
      await target.stream.add(urgentKey(region), encodeJobs(batch.map(toJob), trace));
    return batches.length;
  });
  return sum(await Promise.all(adding));
}

function toJob(slot: DueSlot): Job {
  const { monitorId, configVersion, scheduledAt } = slot;
  return { monitorId, configVersion, scheduledAt, origin: "scheduled" };
}

function groupByRegion(target: JobTarget, slots: readonly DueSlot[]): Map<RegionCode, DueSlot[]> {
  const sorted = slots.toSorted((a, b) => a.scheduledAt - b.scheduledAt || a.monitorId - b.monitorId);
  const groups = new Map<RegionCode, DueSlot[]>();
  for (const [regionId, regionSlots] of groupBy(sorted, (slot) => slot.regionId)) {
    const code = target.codes.get(regionId);
    if (code !== undefined) groups.set(code, regionSlots);
  }
  return groups;
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
