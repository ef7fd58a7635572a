import { formatTraceparent, parseTraceparent, type TraceContext } from "./trace-context.ts";

/**
 * The words of stream entries. Without zod, which would be half of an edge probe's bundle: what is read here was
 * written by `encode…` below, and anything else is refused whole.
 */
export const ORIGINS = ["scheduled", "first", "confirm", "manual"] as const;

/** A slot on its way to a probe. It carries nothing secret. `scheduledAt` is epoch milliseconds. */
export type Job = {
  monitorId: number;
  configVersion: number;
  scheduledAt: number;
  origin: (typeof ORIGINS)[number];
};

/** Trials travel like monitors, under ids below zero: a check that nobody has saved, run once. */
export function trialTarget(trialId: number): number {
  return -trialId;
}

/** Null for the id of a monitor. */
export function trialOf(monitorId: number): number | null {
  return monitorId < 0 ? -monitorId : null;
}

/** At most this many jobs travel in one stream entry. */
export const MAX_JOBS_PER_ENTRY = 100;
const MAX_CHANGED_PER_ENTRY = 1000;

/**
 * What one stream entry says, as JSON in its only field `e`.
 * `jobs` is flat to keep entries small: monitorId, configVersion, scheduledAt − base (ms), four numbers a job with the
 * index of the origin in `ORIGINS` last.
 * `t` is the `traceparent` of whoever added them, where a trace is kept; who is older does not see it.
 * `changed` tells a probe that a monitor's configuration has a newer version (or is gone), so queued jobs are re-examined.
 */
export type StreamEntry =
  | { v: 1; kind: "jobs"; base: number; jobs: number[]; t?: string }
  | { v: 1; kind: "changed"; monitorIds: number[] };

export function encodeJobs(jobs: readonly Job[], trace: TraceContext | null = null): string {
  const base = jobs[0]?.scheduledAt ?? 0;
  const flat = jobs.flatMap((job) => [
    job.monitorId,
    job.configVersion,
    job.scheduledAt - base,
    ORIGINS.indexOf(job.origin),
  ]);
  const entry: StreamEntry = { v: 1, kind: "jobs", base, jobs: flat };
  if (trace?.isSampled) entry.t = formatTraceparent(trace);
  return JSON.stringify(entry);
}

/** Null: nobody traces these jobs. */
export function traceOf(entry: StreamEntry): TraceContext | null {
  return entry.kind === "jobs" ? parseTraceparent(entry.t) : null;
}

export function encodeChanged(monitorIds: readonly number[]): string {
  return JSON.stringify({ v: 1, kind: "changed", monitorIds: [...monitorIds] } satisfies StreamEntry);
}

/** Null when the payload is not an entry of this version. */
export function parseEntry(payload: string): StreamEntry | null {
  const read = parseJson(payload);
  if (read === null || read.v !== 1) return null;
  if (read.kind === "changed" && isIntegers(read.monitorIds, MAX_CHANGED_PER_ENTRY)) {
    return { v: 1, kind: "changed", monitorIds: read.monitorIds };
  }
  const isJobs =
    read.kind === "jobs" && isIntegers(read.jobs, MAX_JOBS_PER_ENTRY * 4) && read.jobs.length % 4 === 0;
  if (!isJobs || typeof read.base !== "number" || !Number.isSafeInteger(read.base)) return null;
  const entry: StreamEntry = { v: 1, kind: "jobs", base: read.base, jobs: read.jobs as number[] };
  return typeof read.t === "string" ? { ...entry, t: read.t } : entry;
}

export function decodeJobs(entry: Extract<StreamEntry, { kind: "jobs" }>): Job[] {
  const jobs: Job[] = [];
  for (let at = 0; at + 3 < entry.jobs.length; at += 4) {
    const [monitorId = 0, configVersion = 0, offsetMs = 0, origin = 0] = entry.jobs.slice(at, at + 4);
    jobs.push({
      monitorId,
      configVersion,
      scheduledAt: entry.base + offsetMs,
      origin: ORIGINS[origin] ?? "scheduled",
    });
  }
  return jobs;
}

function parseJson(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null ? { ...read } : null;
  } catch {
    // The caller treats unreadable text and a wrong entry alike.
    return null;
  }
}

function isIntegers(list: unknown, most: number): list is number[] {
  return Array.isArray(list) && list.length <= most && list.every((one) => Number.isSafeInteger(one));
}
