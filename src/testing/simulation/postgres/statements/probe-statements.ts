import { changed, numbersOf, rowsOf, type Statement } from "../statement.ts";
import type { Transaction } from "../transaction.ts";

const listRegionRows: Statement = (sql) =>
  rowsOf(
    sql
      .all(sql.db.tables.region)
      .sort((a, b) => a.id - b.id)
      .map((row) => ({ ...row, workspaceId: null })),
  );

const listProbeConfigs: Statement = (sql, [regionId, monitorIds]) => {
  const { monitor, assignment } = sql.db.tables;
  const rows = numbersOf(monitorIds).flatMap((id) => {
    const row = sql.get(monitor, String(id));
    if (row === null || row.pausedAt !== null) return [];
    return sql
      .by(assignment, "monitor", row.id)
      .filter((one) => one.regionId === regionId && one.untilAt === null)
      .map((one) => ({
        id: row.id,
        config_version: row.configVersion,
        interval_ms: one.intervalMs,
        offset_ms: one.offsetMs,
        from_at: new Date(one.fromAt),
        timeout_ms: row.timeoutMs,
        check: row.check,
      }));
  });
  return rowsOf(rows);
};

async function see(
  sql: Transaction,
  seen: { regionId: number; instance: string; nowMs: number; healthy: boolean | null },
): Promise<void> {
  const { region, probeInstance } = sql.db.tables;
  const { regionId, instance, nowMs, healthy } = seen;
  await sql.update(region, String(regionId), (row) => ({ ...row, lastSeenAt: nowMs }));
  const probe = { regionId, instance, lastSeenAt: nowMs, healthy: healthy ?? true };
  if (!(await sql.insert(probeInstance, probe))) {
    await sql.update(probeInstance, probeInstance.key(probe), (row) => ({
      ...probe,
      healthy: healthy ?? row.healthy,
    }));
  }
}

const recordHello: Statement = async (sql, [regionId, instance, , , nowMs]) => {
  await see(sql, {
    regionId: Number(regionId),
    instance: String(instance),
    nowMs: Number(nowMs),
    healthy: null,
  });
  return changed(1);
};

const recordBeat: Statement = async (sql, values) => {
  const [regionId, instance, , , nowMs] = values;
  await see(sql, {
    regionId: Number(regionId),
    instance: String(instance),
    nowMs: Number(nowMs),
    healthy: values[11] === true,
  });
  return changed(1);
};

const listConfigChanges: Statement = (sql, [regionId, fromMs, limit]) => {
  const { monitor, assignment } = sql.db.tables;
  const rows = sql
    .all(monitor)
    .filter(
      (row) =>
        row.updatedAt > Number(fromMs) &&
        sql.by(assignment, "monitor", row.id).some((one) => one.regionId === regionId),
    );
  return rowsOf(rows.slice(0, Number(limit)).map((row) => ({ id: row.id })));
};

const deleteSilentProbes: Statement = async (sql, [beforeMs]) => {
  const { probeInstance } = sql.db.tables;
  let count = 0;
  for (const row of sql.all(probeInstance)) {
    if (row.lastSeenAt < Number(beforeMs) && (await sql.delete(probeInstance, probeInstance.key(row))))
      count += 1;
  }
  return changed(count);
};

const setRegionHealth: Statement = async (sql, [id, healthy]) => {
  const { region } = sql.db.tables;
  if (sql.get(region, String(id))?.healthy === healthy) return changed(0);
  const saved = await sql.update(region, String(id), (row) => ({ ...row, healthy: healthy === true }));
  return changed(saved ? 1 : 0);
};

export const probeStatements: Record<string, Statement> = {
  "list-region-rows": listRegionRows,
  "list-probe-configs": listProbeConfigs,
  "record-beat": recordBeat,
};
export const namelessProbeStatements: [RegExp, Statement][] = [
  [/^WITH seen AS \(UPDATE region SET last_seen_at/, recordHello],
  [/^SELECT m.id FROM monitor m JOIN region r ON r.id = \$1 WHERE m.updated_at/, listConfigChanges],
  [/^DELETE FROM probe_instance/, deleteSilentProbes],
  [/^UPDATE region SET healthy/, setRegionHealth],
];
