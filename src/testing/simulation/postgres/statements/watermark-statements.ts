import { changed, rowsOf, type Statement } from "../statement.ts";

const findWatermark: Statement = (sql, [name]) => {
  const row = sql.get(sql.db.tables.watermark, String(name));
  return rowsOf(row ? [{ at: new Date(row.at) }] : []);
};

const moveWatermark: Statement = async (sql, [name, atMs]) => {
  const { watermark } = sql.db.tables;
  const row = { name: String(name), at: Number(atMs) };
  if (!(await sql.insert(watermark, row))) await sql.update(watermark, row.name, () => row);
  return changed(1);
};

const lowerWatermark: Statement = async (sql, [name, atMs]) => {
  const { watermark } = sql.db.tables;
  const known = sql.get(watermark, String(name));
  if (known === null || known.at <= Number(atMs)) return changed(0);
  const lowered = await sql.update(watermark, String(name), (row) =>
    row.at > Number(atMs) ? { ...row, at: Number(atMs) } : null,
  );
  return changed(lowered ? 1 : 0);
};

const advanceWatermark: Statement = async (sql, [name, fromMs, toMs]) => {
  const { watermark } = sql.db.tables;
  const known = sql.get(watermark, String(name));
  if (known?.at !== Number(fromMs)) return changed(0);
  const moved = await sql.update(watermark, String(name), (row) =>
    row.at === Number(fromMs) ? { ...row, at: Number(toMs) } : null,
  );
  return changed(moved ? 1 : 0);
};

const tryStageLock: Statement = (sql, [name]) => rowsOf([{ held: sql.tryAdvisoryLock(`stage ${name}`) }]);

export const watermarkStatements: Record<string, Statement> = {
  "find-watermark": findWatermark,
  "move-watermark": moveWatermark,
  "try-stage-lock": tryStageLock,
};
export const namelessWatermarkStatements: [RegExp, Statement][] = [
  [/^UPDATE watermark SET at = to_timestamp\(\$2 \/ 1000.0\) WHERE/, lowerWatermark],
  [/^UPDATE watermark SET at = to_timestamp\(\$3/, advanceWatermark],
];
