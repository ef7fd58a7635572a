import * as z from "zod";

/** Why a probe was asked: a due slot, the first look at a new monitor, a confirmation, or a person's click. */
export const Origin = z.enum(["scheduled", "first", "confirm", "manual"]);
export type Origin = z.infer<typeof Origin>;

/** A slot on its way to a probe. It carries nothing secret. `scheduledAt` is epoch milliseconds. */
export type Job = { monitorId: number; configVersion: number; scheduledAt: number; origin: Origin };

/** At most this many jobs travel in one stream entry. */
export const MAX_JOBS_PER_ENTRY = 100;

/**
 * What one stream entry says, as JSON in its only field `e`.
 * `jobs` is flat to keep entries small: monitorId, configVersion, scheduledAt − base (ms), four numbers a job with the
 * index of the origin in `Origin.options` last.
 * `changed` tells a probe that a monitor's configuration has a newer version (or is gone), so queued jobs are re-examined.
 */
export const StreamEntry = z.discriminatedUnion("kind", [
  z.object({
    v: z.literal(1),
    kind: z.literal("jobs"),
    base: z.number().int(),
    jobs: z.array(z.number().int()).max(MAX_JOBS_PER_ENTRY * 4),
  }),
  z.object({ v: z.literal(1), kind: z.literal("changed"), monitorIds: z.array(z.number().int()).max(1000) }),
]);
export type StreamEntry = z.infer<typeof StreamEntry>;

export function encodeJobs(jobs: readonly Job[]): string {
  const base = jobs[0]?.scheduledAt ?? 0;
  const flat = jobs.flatMap((job) => [
    job.monitorId,
    job.configVersion,
    job.scheduledAt - base,
    Origin.options.indexOf(job.origin),
  ]);
  return JSON.stringify({ v: 1, kind: "jobs", base, jobs: flat } satisfies StreamEntry);
}

export function encodeChanged(monitorIds: readonly number[]): string {
  return JSON.stringify({ v: 1, kind: "changed", monitorIds: [...monitorIds] } satisfies StreamEntry);
}

export function decodeJobs(entry: Extract<StreamEntry, { kind: "jobs" }>): Job[] {
  const jobs: Job[] = [];
  for (let at = 0; at + 3 < entry.jobs.length; at += 4) {
    const [monitorId = 0, configVersion = 0, offsetMs = 0, origin = 0] = entry.jobs.slice(at, at + 4);
    jobs.push({
      monitorId,
      configVersion,
      scheduledAt: entry.base + offsetMs,
      origin: Origin.options[origin] ?? "scheduled",
    });
  }
  return jobs;
}
