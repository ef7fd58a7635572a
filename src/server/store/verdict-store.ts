import { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";
import type { Judgement, VerdictInput, VerdictStep } from "#domain/verdict/judgement.ts";
import { slowestAllowedUs } from "#domain/verdict/slow-limits.ts";
import type { JudgedMonitor } from "./judged-monitor-store.ts";
import type { Sql } from "./prisma.ts";

/** Outcomes that say nothing about the target, as stored. */
export const NOT_A_READING = ["internal", "blocked"].map((name) =>
  Outcome.options.indexOf(Outcome.parse(name)),
);

/** A step with its place in the sequence of transitions, which has no holes. */
export type NumberedStep = VerdictStep & { seq: number };

/** One monitor's judgement with what it was made from. */
export type Decided = {
  monitor: JudgedMonitor;
  input: VerdictInput;
  judgement: Judgement;
  steps: NumberedStep[];
  state: { verdict: Verdict; reason: string; sinceMs: number; seq: number };
};

export function toDecided(
  monitor: JudgedMonitor,
  made: { input: VerdictInput; judgement: Judgement },
): Decided {
  const state = {
    verdict: monitor.verdict,
    reason: monitor.reason,
    sinceMs: monitor.sinceMs,
    seq: monitor.seq,
  };
  const steps = made.judgement.steps.map((step) => {
    state.seq += 1;
    // Time runs one way, also where a command has written the last transition.
    const at = Math.max(step.at, state.sinceMs);
    if (step.to !== state.verdict) state.sinceMs = at;
    state.verdict = step.to;
    state.reason = step.reason;
    return { ...step, at, seq: state.seq };
  });
  return { ...made, monitor, steps, state };
}

/** Writes what the next judgement has to know, and the steps of this one. The states must be locked by this transaction. */
export async function saveVerdicts(sql: Sql, decided: readonly Decided[]): Promise<void> {
  await Promise.all([saveStates(sql, decided), insertTransitions(sql, decided)]);
}

async function saveStates(sql: Sql, decided: readonly Decided[]): Promise<void> {
  await sql.query({
    name: "save-verdicts",
    text: `UPDATE monitor_state SET verdict = row.verdict, raw = row.raw, reason = row.reason,
        since = to_timestamp(row.since_ms / 1000), seq = row.seq, memory = row.memory,
        due_at = to_timestamp(row.due_ms / 1000), slow_us = row.slow_us
      FROM jsonb_to_recordset($1::jsonb) AS row(monitor_id int, verdict "VerdictKind", raw "VerdictKind", reason text,
        since_ms float8, seq int, memory jsonb, due_ms float8, slow_us int)
      WHERE monitor_state.monitor_id = row.monitor_id`,
    values: [JSON.stringify(decided.map(toStateRow))],
  });
}

async function insertTransitions(sql: Sql, decided: readonly Decided[]): Promise<void> {
  const transitions = decided.flatMap(toTransitionRows);
  if (transitions.length === 0) return;
  await sql.query({
    name: "insert-transitions",
    text: `INSERT INTO transition (monitor_id, seq, workspace_id, "from", "to", raw, at, decided_at, reason, inputs)
      SELECT monitor_id, seq, workspace_id, was, becomes, raw, to_timestamp(at_ms / 1000),
        to_timestamp(decided_ms / 1000), reason, inputs
      FROM jsonb_to_recordset($1::jsonb) AS row(monitor_id int, seq int, workspace_id uuid, was "VerdictKind",
        becomes "VerdictKind", raw "VerdictKind", at_ms float8, decided_ms float8, reason text, inputs jsonb)`,
    values: [JSON.stringify(transitions)],
  });
}

function toStateRow({ monitor, judgement, input, state }: Decided) {
  return {
    monitor_id: monitor.monitorId,
    verdict: state.verdict,
    raw: judgement.memory.raw,
    reason: state.reason,
    since_ms: state.sinceMs,
    seq: state.seq,
    memory: judgement.memory,
    due_ms: dueAtOf(judgement, input.nowMs),
    slow_us: slowestAllowedUs(input.policy, input.mediansUs),
  };
}

/** Never in the past, which would keep the clock busy. */
function dueAtOf({ dueAt }: Judgement, nowMs: number): number | null {
  return dueAt === null ? null : Math.max(dueAt, nowMs + 1);
}

function toTransitionRows(decided: Decided) {
  const { monitor, input, steps } = decided;
  const { policy, regions, faults, windows, mediansUs } = input;
  return steps.map((step) => ({
    ...toRow(decided, step),
    decided_ms: input.nowMs,
    inputs: {
      readings: step.readings,
      policy,
      regions,
      faults: faults.filter((fault) => touches(fault, step.at)),
      windows: windows.filter((window) => touches(window, step.at)),
      mediansUs,
      configVersion: monitor.configVersion,
    },
  }));
}

function touches({ fromMs, toMs }: { fromMs: number; toMs: number | null }, atMs: number): boolean {
  return fromMs <= atMs && (toMs === null || toMs >= atMs);
}

function toRow({ monitor }: Decided, step: NumberedStep) {
  return {
    monitor_id: monitor.monitorId,
    workspace_id: monitor.workspaceId,
    seq: step.seq,
    was: step.from,
    becomes: step.to,
    raw: step.raw,
    at_ms: step.at,
    reason: step.reason,
  };
}

/** The rows of `changesJson` in outbox-store. `incidentOf` names the incident that a step opened, changed or closed. */
export function toStepRows(decided: Decided, incidentOf: ReadonlyMap<string, string>) {
  return decided.steps.map((step) => ({
    ...toRow(decided, step),
    inputs: step.readings,
    incident_id: incidentOf.get(stepName(decided.monitor.monitorId, step.seq)) ?? null,
  }));
}

export function stepName(monitorId: number, seq: number): string {
  return `${monitorId}:${seq}`;
}
