import type { Job } from "#contracts/job.ts";
import type { Verdict } from "#contracts/verdict.ts";
import type { Judgement, VerdictInput } from "#domain/verdict/judgement.ts";
import { traced } from "#server/runtime/request/traced.ts";
import { saveAdvisories } from "./advisory-store.ts";
import {
  lockOpenIncidents,
  type OpenIncidents,
  planAllIncidents,
  saveIncidents,
} from "./incident-open-store.ts";
import { type JudgedMonitor, lockJudgedMonitors } from "./judged-monitor-store.ts";
import { insertDeliveries } from "./outbox-store.ts";
import type { Sql } from "./prisma.ts";
import { findSickRegions, type JudgeRegions } from "./sick-region-store.ts";
import { loadInputs } from "./verdict-input-store.ts";
import { type Decided, saveVerdicts, toDecided, toStepRows } from "./verdict-store.ts";

export type Judge = {
  evaluate: (input: VerdictInput) => Judgement;
  judgeRegions: JudgeRegions;
  nowMs: number;
  newId: () => string;
};

/** Checks to ask a region's probes for, once the judgement is committed. */
export type ConfirmBatch = { region: string; pokeUrl: string | null; jobs: Job[] };

export type Judged = {
  /** How many verdicts changed. */
  changed: number;
  /** Each verdict that was reached, one after the other. */
  verdicts: readonly Verdict[];
  /** How many deliveries were put into the outbox for that. */
  deliveries: number;
  confirm: ConfirmBatch[];
  /** The earliest moment at which the clock alone may change one of them; null: never. */
  dueAt: number | null;
};

export const NOTHING_JUDGED: Judged = { changed: 0, verdicts: [], deliveries: 0, confirm: [], dueAt: null };

/** Loads what the decisions need, asks for them and saves what they changed, inside the caller's transaction. */
export async function judgeMonitors(sql: Sql, monitorIds: readonly number[], judge: Judge): Promise<Judged> {
  if (monitorIds.length === 0) return NOTHING_JUDGED;
  return traced({ name: "judge", attributes: { "uptick.monitors": monitorIds.length } }, async (span) => {
    const judged = await judgeAll(sql, monitorIds, judge);
    span?.set({ "uptick.changed": judged.changed, "uptick.deliveries": judged.deliveries });
    return judged;
  });
}

async function judgeAll(sql: Sql, monitorIds: readonly number[], judge: Judge): Promise<Judged> {
  const monitors = await lockJudgedMonitors(sql, { monitorIds, nowMs: judge.nowMs });
  if (monitors.length === 0) return NOTHING_JUDGED;
  const inputs = await loadInputs(sql, { monitors, nowMs: judge.nowMs });
  const decided = inputs.map(({ monitor, input }) => decide(monitor, input, judge));
  return saveDecisions(sql, await doubtRegions(sql, decided, judge), judge);
}

function decide(monitor: JudgedMonitor, input: VerdictInput, judge: Judge): Decided {
  return toDecided(monitor, { input, judgement: judge.evaluate(input) });
}

/** Before anybody is told of an outage: is it the region that fails? Then its readings have no vote, and all is judged anew. */
async function doubtRegions(
  sql: Sql,
  decided: readonly Decided[],
  judge: Judge,
): Promise<readonly Decided[]> {
  const regions = decided.flatMap(({ steps }) => steps.flatMap(listBlamed));
  if (regions.length === 0) return decided;
  const sick = await findSickRegions(sql, { ...judge, regions: [...new Set(regions)] });
  if (sick.length === 0) return decided;
  return decided.map(({ monitor, input }) =>
    decide(monitor, { ...input, faults: [...input.faults, ...sick] }, judge),
  );
}

function listBlamed({ to, readings }: Decided["steps"][number]): string[] {
  if (to !== "down" && to !== "flapping") return [];
  return readings.filter(({ outcome }) => outcome !== "ok").map(({ region }) => region);
}

async function saveDecisions(sql: Sql, decided: readonly Decided[], judge: Judge): Promise<Judged> {
  const moved = decided.filter(({ judgement }) => judgement.steps.length > 0);
  const [, , open] = await Promise.all([
    saveVerdicts(sql, decided),
    saveAdvisories(sql, { decided, nowMs: judge.nowMs }),
    lockOpenIncidents(sql, moved),
  ]);
  const deliveries = moved.length === 0 ? 0 : await saveNews(sql, { moved, open }, judge);
  const dueTimes = decided.flatMap(({ judgement }) => judgement.dueAt ?? []);
  return {
    changed: moved.length,
    verdicts: moved.flatMap(({ steps }) => steps.filter(({ from, to }) => from !== to).map(({ to }) => to)),
    deliveries,
    confirm: toBatches(decided),
    dueAt: dueTimes.length === 0 ? null : Math.min(...dueTimes),
  };
}

type Moved = { moved: readonly Decided[]; open: OpenIncidents };

/** Opens and closes incidents and puts into the outbox what people have to be told. Returns how many deliveries. */
async function saveNews(sql: Sql, { moved, open }: Moved, judge: Judge): Promise<number> {
  const { newId, nowMs } = judge;
  const incidents = planAllIncidents({ decided: moved, open, newId });
  const changesJson = JSON.stringify(moved.flatMap((one) => toStepRows(one, incidents.incidentOf)));
  const [, deliveries] = await Promise.all([
    saveIncidents(sql, { ...incidents, newId }),
    // Whoever is told can be traced back to here, however few traces are kept.
    traced({ name: "outbox", sampling: "always" }, () => insertDeliveries(sql, { changesJson, nowMs })),
  ]);
  return deliveries;
}

function toBatches(decided: readonly Decided[]): ConfirmBatch[] {
  const batches = new Map<string, ConfirmBatch>();
  for (const { monitor, judgement } of decided) {
    for (const { region, scheduledAt } of judgement.confirm) {
      const batch = batches.get(region) ?? { region, pokeUrl: pokeUrlOf(monitor, region), jobs: [] };
      const { monitorId, configVersion } = monitor;
      batch.jobs.push({ monitorId, configVersion, scheduledAt, origin: "confirm" });
      batches.set(region, batch);
    }
  }
  return [...batches.values()];
}

function pokeUrlOf(monitor: JudgedMonitor, region: string): string | null {
  return monitor.grids.find((grid) => grid.region === region)?.pokeUrl ?? null;
}
