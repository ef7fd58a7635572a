import type { Verdict } from "#contracts/verdict.ts";
import { changed, numbersOf, rowsOf, type Statement, toMoment } from "../statement.ts";
import type { AdvisoryRow, TransitionRow } from "../tables.ts";
import type { Transaction } from "../transaction.ts";

const lockMonitorStates: Statement = async (sql, [ids]) => {
  const { monitorState } = sql.db.tables;
  const wanted = [...new Set(numbersOf(ids).map(Number))].sort((a, b) => a - b);
  const rows = [];
  for (const id of wanted) {
    const row = await sql.lock(monitorState, String(id));
    if (row === null) continue;
    const { monitorId, verdict, raw, reason, seq, memory, since } = row;
    rows.push({ monitorId, verdict, raw, reason, seq, memory, sinceMs: since });
  }
  return rowsOf(rows);
};

const listJudgedMonitors: Statement = (sql, [ids]) => {
  const { monitor, monitorState, workspace, advisory } = sql.db.tables;
  const rows = numbersOf(ids).flatMap((id) => {
    const row = sql.get(monitor, String(id));
    const state = sql.get(monitorState, String(id));
    if (row === null || state === null || row.pausedAt !== null) return [];
    return [
      {
        id: row.id,
        workspaceId: row.workspaceId,
        intervalMs: row.intervalMs,
        timeoutMs: row.timeoutMs,
        configVersion: row.configVersion,
        policy: row.policy ?? sql.get(workspace, row.workspaceId)?.policy ?? null,
        grids: listGrids(sql, row.id),
        beganAtMs: state.beganAt ?? row.createdAt,
        mediansUs: null,
        hasAdvisory: sql.by(advisory, "monitor", row.id).some((one) => one.toAt === null),
      },
    ];
  });
  return rowsOf(rows);
};

function listGrids(sql: Transaction, monitorId: number) {
  const { assignment, region } = sql.db.tables;
  return sql
    .by(assignment, "monitor", monitorId)
    .flatMap((row) => {
      const place = sql.get(region, String(row.regionId));
      if (row.untilAt !== null || !place?.enabled) return [];
      const { regionId, offsetMs, fromAt } = row;
      return [{ regionId, region: place.code, pokeUrl: place.pokeUrl, offsetMs, fromMs: fromAt }];
    })
    .sort((a, b) => (a.region < b.region ? -1 : 1));
}

const listReadings: Statement = (sql, values) => {
  const [monitorIds, regionIds, starts, most] = values.slice(0, 4).map(numbersOf);
  const [oldestMs, newestMs] = [Number(values[4]), Number(values[5])];
  const rows = (monitorIds ?? []).flatMap((monitorId, index) => {
    const place = Number(monitorId) * 1000 + Number(regionIds?.[index]);
    const fromMs = Math.max(Number(starts?.[index]), oldestMs);
    return sql
      .by(sql.db.tables.tick, "place", place)
      .filter((tick) => tick.scheduledAt > fromMs && tick.scheduledAt < newestMs)
      .sort((a, b) => b.scheduledAt - a.scheduledAt)
      .slice(0, Number(most?.[index]))
      .map((tick) => [
        tick.monitorId,
        tick.regionId,
        tick.scheduledAt,
        tick.lateMs,
        tick.outcome,
        tick.origin,
        tick.vote,
        tick.totalUs,
        null,
        null,
        null,
        null,
        null,
      ]);
  });
  return rowsOf(rows);
};

const listGapSlots: Statement = (sql, [ids, fromMs]) => {
  const { gap, region } = sql.db.tables;
  const wanted = new Set(numbersOf(ids));
  return rowsOf(
    sql
      .all(gap)
      .filter((row) => wanted.has(row.monitorId) && row.scheduledAt > Number(fromMs))
      .map((row) => [row.monitorId, sql.get(region, String(row.regionId))?.code ?? "", row.scheduledAt]),
  );
};

const listRegionFaults: Statement = (sql, [sinceMs]) => {
  const { regionFault, region } = sql.db.tables;
  const rows = sql
    .all(regionFault)
    .filter((row) => row.toAt === null || row.toAt > Number(sinceMs))
    .sort((a, b) => a.fromAt - b.fromAt || a.id - b.id);
  return rowsOf(
    rows.map((row) => ({
      region: sql.get(region, String(row.regionId))?.code ?? "",
      fromMs: row.fromAt,
      toMs: row.toAt,
    })),
  );
};

const recordControl: Statement = async (sql, [id, said, nowMs, reason]) => {
  const { region, regionFault, probeInstance } = sql.db.tables;
  const isLive = (row: { regionId: number; healthy: boolean; lastSeenAt: number }) =>
    row.regionId === Number(id) && row.healthy && row.lastSeenAt > Number(nowMs) - 15_000;
  const healthy = said === true || sql.all(probeInstance).some(isLive);
  if (sql.get(region, String(id))?.healthy !== healthy) {
    await sql.update(region, String(id), (row) => ({ ...row, healthy }));
  }
  const isOpen = (row: { regionId: number; kind: string; toAt: number | null }) =>
    row.regionId === Number(id) && row.kind === "control" && row.toAt === null;
  if (!healthy) {
    const fault = { regionId: Number(id), kind: "control", toAt: null, reason: String(reason) };
    const row = { ...fault, id: sql.db.nextValue("region_fault"), fromAt: Number(nowMs) };
    return changed((await sql.insert(regionFault, row)) ? 1 : 0);
  }
  for (const row of sql.all(regionFault)) {
    if (!isOpen(row)) continue;
    await sql.update(regionFault, String(row.id), (now) =>
      isOpen(now) ? { ...now, toAt: Math.max(now.fromAt, Number(nowMs)) } : null,
    );
  }
  return changed(0);
};

type VerdictJson = {
  monitor_id: number;
  verdict: Verdict;
  raw: Verdict;
  reason: string;
  since_ms: number;
  seq: number;
  memory: unknown;
  due_ms: number | null;
  slow_us: number | null;
};

const saveVerdicts: Statement = async (sql, [json]) => {
  const rows = JSON.parse(String(json)) as VerdictJson[];
  for (const row of rows) {
    await sql.update(sql.db.tables.monitorState, String(row.monitor_id), (old) => ({
      ...old,
      verdict: row.verdict,
      raw: row.raw,
      reason: row.reason,
      since: toMoment(row.since_ms),
      seq: row.seq,
      memory: row.memory,
      dueAt: row.due_ms === null ? null : toMoment(row.due_ms),
      slowUs: row.slow_us,
    }));
  }
  return changed(rows.length);
};

type TransitionJson = {
  monitor_id: number;
  seq: number;
  workspace_id: string;
  was: Verdict;
  becomes: Verdict;
  raw: TransitionRow["raw"];
  at_ms: number;
  decided_ms: number;
  reason: string;
  inputs: TransitionRow["inputs"];
};

const insertTransitions: Statement = async (sql, [json]) => {
  const rows = JSON.parse(String(json)) as TransitionJson[];
  for (const row of rows) {
    const isNew = await sql.insert(sql.db.tables.transition, {
      monitorId: row.monitor_id,
      seq: row.seq,
      workspaceId: row.workspace_id,
      from: row.was,
      to: row.becomes,
      raw: row.raw,
      at: toMoment(row.at_ms),
      decidedAt: toMoment(row.decided_ms),
      reason: row.reason,
      inputs: row.inputs,
    });
    if (!isNew) throw sql.uniqueViolation("transition_pkey");
  }
  return changed(rows.length);
};

type AdvisoryJson = { monitor_id: number; region_id: number; from_ms: number; reason: string };

const saveAdvisories: Statement = async (sql, [ids, json, nowMs]) => {
  const { advisory } = sql.db.tables;
  const wanted = JSON.parse(String(json)) as AdvisoryJson[];
  const isWanted = (row: AdvisoryRow) =>
    wanted.some((one) => one.monitor_id === row.monitorId && one.region_id === row.regionId);
  for (const id of numbersOf(ids)) {
    for (const row of sql.by(advisory, "monitor", Number(id))) {
      if (row.toAt !== null || isWanted(row)) continue;
      await sql.update(advisory, row.id, (old) => ({ ...old, toAt: Math.max(old.fromAt, Number(nowMs)) }));
    }
  }
  for (const one of wanted) {
    const place = { monitorId: one.monitor_id, regionId: one.region_id };
    const row = {
      ...place,
      id: sql.db.newId(),
      fromAt: toMoment(one.from_ms),
      toAt: null,
      reason: one.reason,
    };
    if (await sql.insert(advisory, row)) continue;
    const open = sql
      .by(advisory, "monitor", one.monitor_id)
      .find((known) => known.regionId === one.region_id && known.toAt === null);
    if (open && open.reason !== one.reason) {
      await sql.update(advisory, open.id, (old) => ({ ...old, reason: one.reason }));
    }
  }
  return changed(wanted.length);
};

export const judgeStatements: Record<string, Statement> = {
  "lock-monitor-states": lockMonitorStates,
  "list-judged-monitors": listJudgedMonitors,
  "list-readings": listReadings,
  "list-gap-slots": listGapSlots,
  "list-region-faults": listRegionFaults,
  "record-control": recordControl,
  "save-verdicts": saveVerdicts,
  "insert-transitions": insertTransitions,
  "save-advisories": saveAdvisories,
};
