import * as z from "zod";
import { Check, MonitorInput } from "../check.ts";
import { CHECK_KINDS } from "../checks/check-kinds.ts";
import { Origin } from "../job.ts";
import { Tag } from "../maintenance.ts";
import { ListSort, ShownVerdict } from "../monitor-list.ts";
import { AlertRules } from "../policy.ts";
import { RegionCode } from "../region.ts";
import { Finding, GapReason, Outcome } from "../tick.ts";
import { Verdict } from "../verdict.ts";
import { At, ById, Cursor, limitOf, Moment, RestId } from "./rest-values.ts";

const RestCheck = Check.meta({
  id: "Check",
  description: "What is checked: one of 21 kinds, told by `kind`.",
});
/** As it was saved, maybe by an older version; for keys that change no monitors without what requests carry. */
const StoredCheck = z.looseObject({ kind: z.enum(CHECK_KINDS) }).meta({ id: "StoredCheck" });
const { name, intervalSec, timeoutMs, regions, tags } = MonitorInput.shape;

export const RestMonitorInput = z.strictObject({
  name,
  check: RestCheck,
  intervalSec,
  timeoutMs,
  regions,
  tags,
});
export const RestMonitorReplacement = z.strictObject({ id: RestId, ...RestMonitorInput.shape });
/** What is left out stays as it is; `check` is replaced as a whole. */
export const RestMonitorPatch = z.strictObject({
  id: RestId,
  name: name.optional(),
  check: RestCheck.optional(),
  intervalSec: intervalSec.optional(),
  timeoutMs: timeoutMs.optional(),
  regions: regions.optional(),
  tags: z.array(Tag).max(20, "20 tags at most.").optional(),
});

export const RestMonitorQuery = z.strictObject({
  search: z.string().trim().max(200).optional(),
  status: z.array(ShownVerdict).max(7).optional(),
  tag: z.array(Tag).max(20).optional(),
  kind: z.array(z.string().min(1).max(40)).max(20).optional(),
  region: z.array(RegionCode).max(50).optional(),
  sort: ListSort.default("name"),
  cursor: Cursor.optional(),
  limit: limitOf(100, 50),
});

export const RestMonitorItem = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: z.string(),
    target: z.string(),
    tags: z.array(z.string()),
    verdict: ShownVerdict,
    reason: z.string().meta({ description: "Why, as a sentence." }),
    since: At,
    intervalSec: z.number(),
    regions: z.array(z.string()),
    p95Ms: z.number().nullable().meta({ description: "Of successful checks in the last 24 hours." }),
    uptime24h: z
      .number()
      .nullable()
      .meta({ description: "0 to 1, without maintenance; null when nothing is known." }),
    coverage24h: z.number().nullable().meta({ description: "Known checks of those that were due, 0 to 1." }),
    lastCheckAt: At.nullable(),
  })
  .meta({ id: "MonitorItem" });

const Reading = z.object({
  region: z.string(),
  regionName: z.string(),
  lastTick: z
    .object({
      at: At,
      outcome: Outcome,
      status: z.number().nullable(),
      totalMs: z.number(),
      vote: z.boolean().meta({ description: "False: what this region says does not count now." }),
    })
    .nullable(),
});

export const RestMonitor = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: z.string(),
    config: z.object({
      name: z.string(),
      check: StoredCheck,
      intervalSec: z.number(),
      timeoutMs: z.number(),
      regions: z.array(z.string()),
      tags: z.array(z.string()),
    }),
    revision: z.string().meta({ description: "Of `config`: give it as If-Match with a change." }),
    verdict: ShownVerdict,
    reason: z.string(),
    since: At,
    createdAt: At,
    readings: z.array(Reading),
    findings: z.array(
      z.object({
        key: Finding.shape.key,
        value: z.string(),
        region: z.string(),
        regionName: z.string(),
        seenAt: At,
      }),
    ),
    uptime24h: z.number().nullable(),
    coverage24h: z.number().nullable(),
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
    p99Ms: z.number().nullable(),
    openIncident: z.object({ id: z.uuid(), openedAt: At, cause: z.string() }).nullable(),
  })
  .meta({ id: "Monitor" });

export const RestTickQuery = z.strictObject({
  id: RestId,
  region: RegionCode.optional(),
  failedOnly: z.boolean().default(false),
  from: Moment.optional(),
  to: Moment.optional(),
  cursor: Cursor.optional(),
  limit: limitOf(1_000, 100),
});
const Phase = z.number().nullable();
export const RestTick = z
  .object({
    at: At,
    region: z.string(),
    origin: Origin,
    outcome: Outcome,
    status: z.number().nullable(),
    lateMs: z.number(),
    totalUs: z.number(),
    dnsUs: Phase,
    connectUs: Phase,
    tlsUs: Phase,
    ttfbUs: Phase,
    transferUs: Phase,
    bytes: z.number(),
    vote: z.boolean(),
    message: z.string().nullable(),
  })
  .meta({ id: "Tick" });

export const RestTransition = z
  .object({ at: At, decidedAt: At, from: Verdict, to: Verdict, reason: z.string() })
  .meta({ id: "Transition" });

/** Why the verdict is what it is. */
export const RestExplanation = z
  .object({
    id: z.uuid(),
    name: z.string(),
    verdict: ShownVerdict,
    reason: z.string(),
    since: At,
    rules: z.array(z.string()).meta({ description: "The rules that decide, as sentences." }),
    warnings: z.array(z.string()),
    readings: z.array(Reading),
    transitions: z.array(RestTransition).meta({ description: "Newest first." }),
    openIncident: z.object({ id: z.uuid(), openedAt: At, cause: z.string() }).nullable(),
  })
  .meta({ id: "Explanation" });

const Ratio = z.number().nullable();
export const RestUptime = z
  .object({
    days: z.array(
      z.object({
        at: At,
        upMs: z.number(),
        downMs: z.number(),
        unknownMs: z.number(),
        maintenanceMs: z.number(),
        coverage: Ratio,
        incidents: z.array(z.object({ id: z.uuid(), cause: z.string() })),
      }),
    ),
    periods: z.array(
      z.object({
        days: z.number(),
        from: At,
        ratio: Ratio,
        rawRatio: Ratio,
        downMs: z.number(),
        rawDownMs: z.number(),
        maintenanceMs: z.number(),
        unknownMs: z.number(),
        coverage: Ratio,
      }),
    ),
  })
  .meta({ id: "Uptime" });

export const RestLatencyQuery = z.strictObject({
  id: RestId,
  hours: z.number().int().min(1).max(9_000).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
});
const LatencyPoint = z.object({
  at: At,
  p50Ms: z.number().nullable(),
  p75Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  maxMs: z.number().nullable(),
  ok: z.number(),
  failed: z.number(),
});
export const RestLatency = z
  .object({
    from: At,
    to: At,
    bucketMs: z.number(),
    source: z.enum(["tick", "hour", "day"]),
    series: z.array(z.object({ region: z.string(), points: z.array(LatencyPoint) })),
    all: z.array(LatencyPoint),
    marks: z.array(
      z.object({
        kind: z.enum(["incident", "maintenance", "deploy"]),
        id: z.string(),
        name: z.string(),
        from: At,
        to: At.nullable(),
      }),
    ),
  })
  .meta({ id: "Latency" });

export const RestGapQuery = ById.extend({ hours: z.number().int().min(1).max(744).default(24) });
export const RestGap = z
  .object({ region: z.string(), from: At, to: At, slots: z.number(), reason: GapReason })
  .meta({ id: "Gap" });

export const RestRules = z
  .object({
    rules: z.object({ ...AlertRules.shape }),
    sentences: z.array(z.string()),
    warnings: z.array(z.string()),
  })
  .meta({ id: "MonitorRules" });
export const RestRulesInput = z.strictObject({ id: RestId, ...AlertRules.shape });
export const RestChannelChoice = z.strictObject({ id: RestId, channelIds: z.array(z.uuid()).max(100) });
export const RestChannelIds = z.object({ channelIds: z.array(z.uuid()) });

const RunState = z.string();
export const RestHeartbeat = z
  .object({
    url: z.string().nullable().meta({ description: "Null for keys that may not change monitors." }),
    graceSec: z.number(),
    maxRunSec: z.number().nullable(),
    dueAt: At.nullable(),
    deadlineAt: At.nullable(),
    lastPingAt: At.nullable(),
    startedAt: At.nullable(),
    runs: z.array(
      z.object({
        dueAt: At,
        expected: z.boolean(),
        state: RunState,
        startedAt: At.nullable(),
        endedAt: At.nullable(),
        durationMs: z.number().nullable(),
        exitCode: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: "Heartbeat" });

export const RestTag = z.object({ tag: z.string(), monitors: z.number() }).meta({ id: "Tag" });
export const RestCheckAsked = z.object({ id: z.uuid(), at: At }).meta({ id: "CheckAsked" });
