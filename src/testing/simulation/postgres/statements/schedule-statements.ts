import { type Span, slotsBetween } from "#domain/schedule/slots.ts";
import { changed, numbersOf, rowsOf, type Statement } from "../statement.ts";
import type { AssignmentRow } from "../tables.ts";
import type { Transaction } from "../transaction.ts";

export type DueRow = AssignmentRow & { at: number };

/** Slots of open assignments in (fromMs, toMs]; with `closed`, of ended ones too. */
export function slotsIn(sql: Transaction, span: Span, closed: boolean): DueRow[] {
  const due: DueRow[] = [];
  for (const row of sql.all(sql.db.tables.assignment)) {
    const isOut = row.untilAt !== null && (!closed || row.untilAt <= span.fromMs);
    if (isOut || !hasSlot(row, span)) continue;
    const grid = { ...row, fromMs: row.fromAt, untilMs: row.untilAt };
    for (const at of slotsBetween(grid, span)) due.push({ ...row, at });
  }
  return due;
}

/** Spares most grids the rest: a slice of a second meets few slots. */
function hasSlot(row: AssignmentRow, { fromMs, toMs }: Span): boolean {
  const before = (((fromMs - row.offsetMs) % row.intervalMs) + row.intervalMs) % row.intervalMs;
  return fromMs + row.intervalMs - before <= toMs;
}

const listDueSlots: Statement = (sql, [fromMs, toMs]) =>
  rowsOf(
    slotsIn(sql, { fromMs: Number(fromMs), toMs: Number(toMs) }, false).map((row) => [
      row.regionId,
      row.monitorId,
      row.configVersion,
      row.intervalMs,
      row.at,
    ]),
  );

const takeCatchUps: Statement = async (sql) => {
  const { monitor } = sql.db.tables;
  const taken: { id: number }[] = [];
  for (const row of sql.all(monitor)) {
    if (row.catchUpFrom === null) continue;
    const updated = await sql.update(monitor, String(row.id), (now) =>
      now.catchUpFrom === null ? null : { ...now, catchUpFrom: null },
    );
    if (updated) taken.push({ id: updated.id });
  }
  return rowsOf(taken);
};

const listCatchUpGrids: Statement = (sql, [ids]) => {
  const wanted = new Set(numbersOf(ids));
  return rowsOf(
    sql
      .all(sql.db.tables.assignment)
      .filter((row) => row.untilAt === null && wanted.has(row.monitorId))
      .map((row) => ({
        region_id: row.regionId,
        monitor_id: row.monitorId,
        config_version: row.configVersion,
        interval_ms: row.intervalMs,
        offset_ms: row.offsetMs,
        from_at: new Date(row.fromAt),
      })),
  );
};

const lengthenOutage: Statement = async (sql, [regionId, fromMs, toMs, reason]) => {
  const { outage } = sql.db.tables;
  let count = 0;
  for (const row of sql.all(outage)) {
    if (row.regionId !== regionId || row.toAt !== fromMs || row.reason !== reason) continue;
    if (await sql.update(outage, String(row.id), (now) => ({ ...now, toAt: Number(toMs) }))) count += 1;
  }
  return changed(count);
};

const insertOutage: Statement = async (sql, [regionId, fromMs, toMs, reason]) => {
  await sql.insert(sql.db.tables.outage, {
    id: sql.db.nextValue("outage"),
    regionId: regionId === null ? null : Number(regionId),
    fromAt: Number(fromMs),
    toAt: Number(toMs),
    reason: Number(reason),
  });
  return changed(1);
};

const findEpoch: Statement = (sql) => {
  const row = sql.get(sql.db.tables.streamEpoch, "1");
  return rowsOf(row ? [{ value: row.value }] : []);
};

const saveEpoch: Statement = async (sql, [value]) => {
  const { streamEpoch } = sql.db.tables;
  const row = { id: 1, value: String(value) };
  if (!(await sql.insert(streamEpoch, row))) await sql.update(streamEpoch, "1", () => row);
  return changed(1);
};

export const scheduleStatements: Record<string, Statement> = {
  "list-due-slots": listDueSlots,
  "take-catch-ups": takeCatchUps,
  "find-epoch": findEpoch,
};
export const namelessScheduleStatements: [RegExp, Statement][] = [
  [
    /^SELECT region_id, monitor_id, config_version, interval_ms, offset_ms, from_at FROM assignment/,
    listCatchUpGrids,
  ],
  [/^UPDATE outage SET to_at/, lengthenOutage],
  [/^INSERT INTO outage/, insertOutage],
  [/^INSERT INTO stream_epoch/, saveEpoch],
];
