import { changed, flagsOf, numbersOf, rowsOf, type Statement } from "../statement.ts";
import type { MonitorStateRow, RegionStateRow, TickRow } from "../tables.ts";
import type { Transaction } from "../transaction.ts";

type Known = { tick: TickRow; isNewest: boolean; isCandidate: boolean };

/** Rows of a batch whose monitors exist, in the order of their keys. */
function readBatch(sql: Transaction, values: readonly unknown[]): Known[] {
  const [regionId, vote] = values;
  const column = (at: number) => numbersOf(values[at]);
  const [ats, monitorIds, totals, lates] = [column(2), column(3), column(4), column(11)];
  const [outcomes, origins, versions, newest] = [column(13), column(14), column(15), flagsOf(values[16])];
  const known: Known[] = [];
  for (const [index, at] of ats.entries()) {
    const monitorId = Number(monitorIds[index]);
    const state = sql.get(sql.db.tables.monitorState, String(monitorId));
    if (state === null) continue;
    const tick: TickRow = {
      monitorId,
      regionId: Number(regionId),
      scheduledAt: Number(at),
      outcome: Number(outcomes[index]),
      origin: Number(origins[index]),
      lateMs: Number(lates[index]),
      totalUs: Number(totals[index]),
      vote: vote === true && Number(versions[index]) >= state.configVersion,
    };
    known.push({ tick, isNewest: newest[index] === true, isCandidate: isCandidate(tick, state) });
  }
  return known.sort((a, b) => a.tick.monitorId - b.tick.monitorId || a.tick.scheduledAt - b.tick.scheduledAt);
}

function isCandidate(tick: TickRow, state: MonitorStateRow): boolean {
  if (tick.outcome !== 0 || state.verdict !== "up" || state.dueAt !== null) return true;
  return state.slowUs !== null && tick.totalUs > state.slowUs;
}

const insertTicks: Statement = async (sql, values) => {
  const known = readBatch(sql, values);
  const judged = known.filter((one) => one.isCandidate);
  const isStored = values[17] !== true || judged.length === 0;
  let inserted = 0;
  if (isStored) {
    for (const { tick } of known) if (await sql.insert(sql.db.tables.tick, tick)) inserted += 1;
    for (const { tick, isNewest } of known) if (isNewest) await moveReading(sql, tick);
  }
  const candidates = judged.length > 0 ? judged.map(({ tick }) => tick.monitorId) : null;
  return rowsOf([{ known: known.length, inserted, candidates }]);
};

async function moveReading(sql: Transaction, tick: TickRow): Promise<void> {
  const { regionState } = sql.db.tables;
  const { monitorId, regionId, scheduledAt, outcome, vote } = tick;
  const row: RegionStateRow = { monitorId, regionId, scheduledAt, outcome, vote };
  if (await sql.insert(regionState, row)) return;
  await sql.update(regionState, regionState.key(row), (now) => (scheduledAt > now.scheduledAt ? row : null));
}

const insertEvidence: Statement = async (sql, [regionId, ats, monitorIds, texts]) => {
  const { evidence, tick, monitorState } = sql.db.tables;
  const moments = numbersOf(ats);
  let count = 0;
  for (const [index, monitorId] of numbersOf(monitorIds).entries()) {
    const place = {
      monitorId: Number(monitorId),
      regionId: Number(regionId),
      scheduledAt: Number(moments[index]),
    };
    const text = (texts as string[])[index] ?? "null";
    const row = { ...place, evidence: JSON.parse(text) };
    if (sql.get(monitorState, String(monitorId)) === null) continue;
    if (sql.get(tick, evidence.key(row)) === null && (await sql.insert(evidence, row))) count += 1;
  }
  return changed(count);
};

const insertGaps: Statement = async (sql, [monitorIds, regionIds, ats, reasons]) => {
  const { gap, tick, monitor } = sql.db.tables;
  const [regions, moments, causes] = [numbersOf(regionIds), numbersOf(ats), numbersOf(reasons)];
  let count = 0;
  for (const [index, monitorId] of numbersOf(monitorIds).entries()) {
    const row = {
      monitorId: Number(monitorId),
      regionId: Number(regions[index]),
      scheduledAt: Number(moments[index]),
      reason: Number(causes[index]),
    };
    if (sql.get(monitor, String(monitorId)) === null || sql.get(tick, gap.key(row)) !== null) continue;
    if (await sql.insert(gap, row)) count += 1;
  }
  return changed(count);
};

const healGaps: Statement = async (sql, [regionId, monitorIds, ats]) => {
  const { gap, tick } = sql.db.tables;
  const moments = numbersOf(ats);
  let count = 0;
  for (const [index, monitorId] of numbersOf(monitorIds).entries()) {
    const place = {
      monitorId: Number(monitorId),
      regionId: Number(regionId),
      scheduledAt: Number(moments[index]),
    };
    const key = gap.key({ ...place, reason: 0 });
    if (sql.get(gap, key) === null || sql.get(tick, key) === null) continue;
    if (await sql.delete(gap, key)) count += 1;
  }
  return changed(count);
};

export const tickStatements: Record<string, Statement> = {
  "insert-ticks": insertTicks,
  "insert-evidence": insertEvidence,
  "insert-gaps": insertGaps,
  "heal-gaps": healGaps,
};
