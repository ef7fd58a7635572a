import fc from "fast-check";
import { GapReason, type Outcome } from "#contracts/tick.ts";
import { evaluate } from "#domain/verdict/evaluate.ts";
import { judgeRegions } from "#domain/verdict/mass-failure.ts";
import { advanceIncidents } from "#server/pipeline/notify/advance-incidents.ts";
import { claimDueMonitors, listMaintenanceEdges } from "#server/store/clock-store.ts";
import { type ClaimedDelivery, claimDeliveries } from "#server/store/dispatch-store.ts";
import { finishAttempt } from "#server/store/finish-attempt-store.ts";
import { healGaps, insertGaps } from "#server/store/gap-store.ts";
import { judgeMonitors } from "#server/store/judge-monitors.ts";
import { listConfigChanges, listProbeConfigs, recordBeat, recordHello } from "#server/store/probe-store.ts";
import { listRegionFaults, recordControl } from "#server/store/region-fault-store.ts";
import {
  findEpoch,
  listDueSlots,
  recordOutage,
  saveEpoch,
  takeCatchUps,
} from "#server/store/schedule-store.ts";
import { findRecoveredRegions, findSickRegions } from "#server/store/sick-region-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import {
  healGapsBetween,
  listOverdueSlots,
  listSilentMonitors,
  writeOffSlots,
} from "#server/store/sweep-store.ts";
import { insertEvidence, insertTicks } from "#server/store/tick-store.ts";
import {
  advanceWatermark,
  findWatermark,
  lowerWatermark,
  moveWatermark,
  tryStageLock,
} from "#server/store/watermark-store.ts";
import { aTick } from "#testing/builders.ts";
import type { Side, Twins } from "./twin-sides.ts";

/** What happens, how long after the last thing, and the choices that it makes. */
export type TwinCommand = { kind: CommandKind; afterMs: number; pick: number; many: number; flag: boolean };
type Now = TwinCommand & { nowMs: number; twins: Twins; held: ClaimedDelivery[] };
type Run = (side: Side, now: Now) => Promise<unknown>;

const evidence = {
  message: "It failed.",
  remoteAddress: null,
  resolvedAddresses: [],
  redirects: [],
  responseHeaders: [],
  bodySample: null,
  certificate: null,
};
const OUTCOMES = ["ok", "ok", "refused", "timeout", "refused", "internal"] as const satisfies Outcome[];

const monitorOf = ({ twins, pick }: Now) =>
  twins.monitors[pick % twins.monitors.length] ?? { id: 0, regionIds: [] };
const regionOf = ({ twins, pick }: Now) => twins.regionIds[pick % twins.regionIds.length] ?? 0;

/** Ticks of one region: of slots lately, of all monitors that the choice says, failed or not. */
function batchOf(now: Now) {
  const { nowMs, twins, pick, many, flag } = now;
  const ticks = Array.from({ length: 1 + (many % 4) }, (_, index) => {
    const outcome = OUTCOMES[(pick + index * many) % OUTCOMES.length] ?? "ok";
    const scheduledAt = nowMs - 500 - ((pick * 7 + index * 13) % 9) * 1_000;
    const monitorId = twins.monitors[(pick + index) % twins.monitors.length]?.id ?? 0;
    return aTick({ monitorId, scheduledAt, outcome, lateMs: 3, ...(outcome === "ok" ? {} : { evidence }) });
  });
  return { regionId: regionOf(now), vote: flag || pick % 5 > 0, ticks };
}

const probeOf = (now: Now) => ({
  instance: "a",
  version: "1",
  runtime: "node" as const,
  kinds: ["http"],
  now,
});

const COMMANDS = {
  report: (side, now) =>
    inTransaction(side.pool, async (sql) => {
      const batch = batchOf(now);
      await insertEvidence(sql, batch);
      const { candidates, ...stored } = await insertTicks(sql, batch);
      const judge = { evaluate, judgeRegions, nowMs: now.nowMs, newId: side.newId };
      const judged = await judgeMonitors(sql, candidates, judge);
      return { stored, candidates: candidates.sort(), judged };
    }),
  calm: (side, now) => insertTicks(side.pool, { ...batchOf(now), unlessJudged: true }),
  judge: (side, now) =>
    inTransaction(side.pool, async (sql) => {
      const claimed = await claimDueMonitors(sql, { nowMs: now.nowMs, limit: 10 });
      const judge = { evaluate, judgeRegions, nowMs: now.nowMs, newId: side.newId };
      return { claimed, judged: await judgeMonitors(sql, claimed, judge) };
    }),
  gaps: (side, now) =>
    insertGaps(
      side.pool,
      Array.from({ length: 1 + (now.many % 3) }, (_, index) => ({
        monitorId: monitorOf(now).id,
        regionId: regionOf(now),
        scheduledAt: now.nowMs - 500 - ((now.pick + index) % 9) * 1_000,
        reason: GapReason.options[now.pick % GapReason.options.length] ?? "lost",
      })),
    ),
  heal: (side, now) => {
    const { regionId, ticks } = batchOf(now);
    const monitorIds = ticks.map((tick) => tick.monitorId);
    return healGaps(side.pool, { regionId, monitorIds, scheduledAt: ticks.map((tick) => tick.scheduledAt) });
  },
  healBetween: (side, { nowMs }) =>
    healGapsBetween(side.pool, { fromMs: nowMs - 60_000, toMs: nowMs - 1_000 }),
  writeOff: (side, { nowMs, many }) =>
    writeOffSlots(side.pool, { fromMs: nowMs - 20_000 - many * 1_000, toMs: nowMs - 15_000 }),
  due: (side, { nowMs, many }) => listDueSlots(side.pool, { fromMs: nowMs, toMs: nowMs + many * 3_000 }),
  overdue: (side, { nowMs }) =>
    listOverdueSlots(side.pool, { sinceMs: nowMs - 60_000, nowMs, seenAfterMs: nowMs - 30_000, limit: 100 }),
  silent: (side, { nowMs, many }) =>
    listSilentMonitors(side.pool, { nowMs: nowMs + many * 20_000, limit: 10 }),
  catchUps: (side) => inTransaction(side.pool, takeCatchUps, { isolation: "repeatable read" }),
  outage: (side, now) =>
    recordOutage(side.pool, {
      regionId: now.flag ? regionOf(now) : null,
      fromMs: Math.floor(now.nowMs / 10_000) * 10_000,
      toMs: Math.floor(now.nowMs / 10_000) * 10_000 + (now.many % 2 === 0 ? 10_000 : 0),
      reason: now.pick % 2 === 0 ? "backpressure" : "not_scheduled",
    }),
  watermark: async (side, { nowMs, pick, flag }) => {
    const name = flag ? "schedule" : "sweep";
    const before = await findWatermark(side.pool, name);
    if (pick % 3 === 0) await moveWatermark(side.pool, { name, atMs: nowMs });
    if (pick % 3 === 1) await lowerWatermark(side.pool, { name, atMs: nowMs - 5_000 });
    if (pick % 3 === 2) {
      return [
        before,
        await advanceWatermark(side.pool, { name, fromMs: before ?? nowMs, toMs: nowMs + 1_000 }),
      ];
    }
    return before;
  },
  lock: (side) => inTransaction(side.pool, (sql) => tryStageLock(sql, "sweep")),
  epoch: async (side, { pick }) => {
    const before = await findEpoch(side.pool);
    await saveEpoch(side.pool, `epoch-${pick}`);
    return before;
  },
  control: (side, now) =>
    recordControl(side.pool, { id: regionOf(now), healthy: now.flag, nowMs: now.nowMs }),
  faults: (side, { nowMs }) => listRegionFaults(side.pool, nowMs - 30_000),
  sick: (side, { nowMs }) =>
    inTransaction(side.pool, async (sql) => [
      await findRecoveredRegions(sql, { nowMs, judgeRegions }),
      await findSickRegions(sql, { regions: null, nowMs, judgeRegions }),
    ]),
  configs: (side, now) =>
    listProbeConfigs(side.pool, {
      regionId: regionOf(now),
      monitorIds: [...now.twins.monitors.map(({ id }) => id), 9],
    }),
  hello: (side, now) => {
    const { instance, version, runtime, kinds } = probeOf(now);
    const hello = { instance, version, runtime, kinds };
    return recordHello(side.pool, { regionId: regionOf(now), hello, nowMs: now.nowMs });
  },
  beat: async (side, now) => {
    const { instance, version, runtime } = probeOf(now);
    const load = { inFlight: 0, queued: 0, pendingEntries: 0, lagMs: 0, spooled: 0, rssBytes: 1 };
    const beat = { instance, version, runtime, ...load, regionHealthy: now.flag, since: null };
    await recordBeat(side.pool, { regionId: regionOf(now), beat, nowMs: now.nowMs });
    const asked = { regionId: regionOf(now), sinceMs: now.nowMs - 10_000, nowMs: now.nowMs };
    return listConfigChanges(side.pool, asked);
  },
  edges: (side, { nowMs }) => listMaintenanceEdges(side.pool, { fromMs: nowMs - 5_000, toMs: nowMs }),
  advance: (side, { nowMs, many }) => {
    const clock = () => nowMs + many * 10_000;
    return advanceIncidents({ pool: side.pool, clock, wakeNotifier: () => undefined });
  },
  claim: async (side, now) => {
    const claimed = await claimDeliveries(side.pool, { nowMs: now.nowMs, limit: 1 + (now.many % 3) });
    now.held.push(...claimed);
    return claimed;
  },
  finish: (side, now) => {
    const held = now.held[now.pick % Math.max(1, now.held.length)];
    if (held === undefined) return Promise.resolve(null);
    const atMs = now.nowMs;
    const response = { status: 200, body: "ok", latencyMs: 1 };
    if (now.flag) return finishAttempt(side.pool, held, { kind: "sent", atMs, response });
    const breaker = { failureStreak: now.many, openUntilMs: now.many > 5 ? atMs + 30_000 : null };
    const failure = { atMs, error: "500", response: null, breaker };
    if (now.many % 4 === 0) return finishAttempt(side.pool, held, { kind: "dead", ...failure });
    return finishAttempt(side.pool, held, { kind: "retry", nextAtMs: atMs + 5_000, ...failure });
  },
} satisfies Record<string, Run>;

export type CommandKind = keyof typeof COMMANDS;
const KINDS = Object.keys(COMMANDS) as CommandKind[];
/** What moves the state most comes most. */
const OFTEN: CommandKind[] = ["report", "report", "report", "report", "judge", "judge", "claim", "finish"];

export const twinCommands = fc.array(
  fc.record<TwinCommand>({
    kind: fc.constantFrom(...KINDS, ...OFTEN, ...OFTEN),
    afterMs: fc.integer({ min: 0, max: 9_000 }),
    pick: fc.nat(60),
    many: fc.nat(9),
    flag: fc.boolean(),
  }),
  { minLength: 4, maxLength: 16 },
);

export function runTwinCommand(side: Side, now: Now): Promise<unknown> {
  const run: Run = COMMANDS[now.kind];
  return run(side, now);
}
