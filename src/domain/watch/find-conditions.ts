import type { Severity } from "#contracts/policy.ts";
import type { RegionStanding } from "#contracts/view.ts";
import { findStorageConditions, type StorageSeen } from "./find-storage-conditions.ts";

/** Something of Uptick itself that is not as it should be, and what a person can do. */
export type Condition = {
  /** Stays the same while it lasts. */
  key: string;
  /** Null: it concerns everybody. */
  workspaceId: string | null;
  severity: Severity;
  title: string;
  cause: string;
};

/** What the pipeline looks like from the database. Times are epoch ms. */
export type Pipeline = {
  scheduledToMs: number | null;
  sweepRanAtMs: number | null;
  rollupRanAtMs: number | null;
  clockRanAtMs: number | null;
  /** The oldest delivery that could have been sent; null: none waits. */
  outboxSinceMs: number | null;
  /** Slots of the last ten minutes, and those of them that have no check. */
  expected: number;
  missed: number;
  /** The newest check, and how often the most frequent monitor that is no newcomer is checked. */
  newestCheckMs: number | null;
  shortestIntervalMs: number | null;
  hasToday: boolean;
  hasTomorrow: boolean;
};

export type Seen = {
  pipeline: Pipeline;
  /** Whether Redis answered. */
  redis: boolean;
  regions: readonly {
    code: string;
    name: string;
    standing: RegionStanding;
    sickBecause: string | null;
    /** Whose private location it is; null: everybody's. */
    workspaceId: string | null;
  }[];
  lostChannels: readonly { id: string; workspaceId: string; name: string; reason: string }[];
  storage: StorageSeen;
};

const MINUTE_MS = 60_000;
const LIMITS = {
  stageMs: 3 * MINUTE_MS,
  rollupMs: 15 * MINUTE_MS,
  outboxMs: 2 * MINUTE_MS,
  reportMs: 2 * MINUTE_MS,
};
/** Fewer than this are a probe that was started anew. */
const MISSED = { share: 0.05, least: 5 };
const CRON = "Look whether the cron driver runs and has the right CRON_SECRET.";

export function findConditions(seen: Seen, nowMs: number): Condition[] {
  return [
    ...ofServices(seen),
    ...ofStages(seen.pipeline, nowMs),
    ...ofWork(seen.pipeline, nowMs),
    ...seen.regions.flatMap(ofRegion),
    ...seen.lostChannels.map(ofChannel),
    ...findStorageConditions(seen.storage, nowMs),
  ];
}

/** Whether checks are planned, made, and told of: what a dead man's switch outside is kept quiet by. */
export function isPipelineHealthy({ pipeline, redis }: Seen, nowMs: number): boolean {
  const { scheduledToMs, newestCheckMs, shortestIntervalMs, outboxSinceMs } = pipeline;
  const isPlanned = scheduledToMs !== null && scheduledToMs >= nowMs;
  const silenceMs = shortestIntervalMs === null ? null : Math.max(2 * shortestIntervalMs, LIMITS.reportMs);
  const isReported = silenceMs === null || (newestCheckMs !== null && nowMs - newestCheckMs <= silenceMs);
  const isTold = outboxSinceMs === null || nowMs - outboxSinceMs <= LIMITS.outboxMs;
  return redis && pipeline.hasToday && isPlanned && isReported && isTold;
}

function ofServices({ redis }: Seen): Condition[] {
  if (redis) return [];
  const cause = "Redis does not answer, so no new checks are handed out. Look at its process and its log.";
  return [all("redis", "critical", { title: "Redis does not answer", cause })];
}

function ofStages(pipeline: Pipeline, nowMs: number): Condition[] {
  const conditions: Condition[] = [];
  const { scheduledToMs, sweepRanAtMs, rollupRanAtMs, clockRanAtMs } = pipeline;
  if (scheduledToMs !== null && scheduledToMs < nowMs) {
    const cause = `No checks are planned since ${clock(scheduledToMs)}. ${CRON}`;
    conditions.push(all("schedule", "critical", { title: "The schedule is behind", cause }));
  }
  const stages = [
    { key: "sweep", ranAtMs: sweepRanAtMs, limitMs: LIMITS.stageMs, loss: "Missed checks are not counted." },
    { key: "rollup", ranAtMs: rollupRanAtMs, limitMs: LIMITS.rollupMs, loss: "Figures and charts are old." },
    {
      key: "clock",
      ranAtMs: clockRanAtMs,
      limitMs: LIMITS.stageMs,
      loss: "Reminders, escalations and the ends of maintenance wait.",
    },
  ];
  for (const { key, ranAtMs, limitMs, loss } of stages) {
    if (ranAtMs === null || nowMs - ranAtMs <= limitMs) continue;
    const cause = `The ${key} has not run since ${clock(ranAtMs)}. ${loss} ${CRON}`;
    conditions.push(all(key, "normal", { title: `The ${key} does not run`, cause }));
  }
  return conditions;
}

function ofWork({ outboxSinceMs, expected, missed, hasTomorrow }: Pipeline, nowMs: number): Condition[] {
  const conditions: Condition[] = [];
  if (missed >= MISSED.least && missed > expected * MISSED.share) {
    const cause = `Of about ${expected} checks of the last ten minutes ${missed} were not made. Look at the probes' load and logs; the System page shows each region.`;
    conditions.push(all("missed", "critical", { title: "Checks are missed", cause }));
  }
  if (outboxSinceMs !== null && nowMs - outboxSinceMs > LIMITS.outboxMs) {
    const cause = `A message waits since ${clock(outboxSinceMs)}. ${CRON} The delivery log shows what waits.`;
    conditions.push(all("outbox", "critical", { title: "Messages are not sent", cause }));
  }
  if (!hasTomorrow) {
    const cause = `The database has no tables for tomorrow's checks; from midnight UTC on they could not be stored. The rollup makes them. ${CRON}`;
    conditions.push(all("partitions", "critical", { title: "Tomorrow's tables are missing", cause }));
  }
  return conditions;
}

function ofRegion({ code, name, standing, sickBecause, workspaceId }: Seen["regions"][number]): Condition[] {
  const own = { workspaceId };
  if (standing === "silent" || standing === "never_seen") {
    const cause = `${name} does not report, so its checks become gaps. Look at its probe and its log, or disable the region.`;
    return [
      { ...all(`region_silent:${code}`, "critical", { title: `Region ${name} is silent`, cause }), ...own },
    ];
  }
  if (standing !== "cut_off" && sickBecause === null) return [];
  const reason = sickBecause ?? "It cannot reach its control targets.";
  const cause = `${reason} Readings of ${name} have no vote until it is well again. Look at its network.`;
  return [{ ...all(`region_sick:${code}`, "normal", { title: `Region ${name} is sick`, cause }), ...own }];
}

function ofChannel({ id, workspaceId, name, reason }: Seen["lostChannels"][number]): Condition {
  return {
    key: `channel:${id}`,
    workspaceId,
    severity: "critical",
    title: `Channel ${name} is switched off`,
    cause: `${reason} Nothing stands in for it, so its alerts are lost. Mend it and switch it on under Alerts, or give it a stand-in.`,
  };
}

function all(key: string, severity: Severity, said: { title: string; cause: string }): Condition {
  return { key, workspaceId: null, severity, ...said };
}

function clock(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
