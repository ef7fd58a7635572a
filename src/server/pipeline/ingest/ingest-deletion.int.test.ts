import type { PoolClient } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Outcome } from "#contracts/tick.ts";
import { aTick } from "#testing/builders.ts";
import { OutageRig } from "#testing/outage-rig.ts";
import { ingestReport } from "./ingest-report.ts";

const START = Date.now() - 600_000;
let rig: OutageRig;
let repeats: number;

beforeAll(async () => {
  rig = await OutageRig.open(START);
  await rig.addRegions(["eu"]);
  const { sleep } = rig.deps;
  rig.deps.sleep = (durationMs) => {
    repeats += 1;
    return sleep(durationMs);
  };
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.rows("TRUNCATE monitor, tick, tick_evidence, gap CASCADE");
  rig.deps.setNow(START + 1_000);
  repeats = 0;
});

function send(monitorIds: readonly number[], at: number, outcome: Outcome) {
  const findings = [{ key: "certificateIssuer" as const, value: "An authority" }];
  const ticks = monitorIds.map((monitorId) => aTick({ monitorId, scheduledAt: at, outcome, findings }));
  return ingestReport(rig.deps, {
    regionId: rig.regionIdOf("eu"),
    report: { ticks, gaps: [], regionHealthy: true },
  });
}

/** Until somebody waits for a lock that the connection holds. */
async function untilBlockedBy(holder: PoolClient): Promise<void> {
  const { rows } = await holder.query("SELECT pg_backend_pid() AS pid");
  const waiting = "SELECT FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))";
  await expect.poll(() => rig.rows(waiting, [rows[0]?.pid])).not.toHaveLength(0);
}

test.each<{ name: string; outcome: Outcome; seen: boolean }>([
  { name: "a calm report of a monitor that was seen before", outcome: "ok", seen: true },
  { name: "the first report of a monitor", outcome: "ok", seen: false },
  { name: "a report of an outage", outcome: "refused", seen: true },
])(
  "$name that is being deleted is stored in the next try, without that monitor",
  async ({ outcome, seen }) => {
    const [kept, gone] = [await rig.addMonitor(["eu"]), await rig.addMonitor(["eu"])];
    // Up, so that a calm report is one.
    await rig.rows("UPDATE monitor_state SET verdict = 'up', raw = 'up'");
    if (seen) await send([kept, gone], START, "ok");
    const deletion = await rig.database.pool.connect();
    try {
      await deletion.query("BEGIN");
      await deletion.query("DELETE FROM monitor WHERE id = $1", [gone]);
      const receipt = send([gone, kept], START + 500, outcome);
      await untilBlockedBy(deletion);
      await deletion.query("COMMIT");
      expect(await receipt).toEqual({ accepted: 1, duplicates: 0, dropped: 1 });
    } finally {
      deletion.release();
    }
    // A lock for each reading would spare the second try, and cost every report.
    expect(repeats).toBeLessThanOrEqual(1);
    expect(await rig.rows("SELECT monitor_id FROM monitor_region_state")).toEqual([{ monitor_id: kept }]);
    const ticks = await rig.rows(
      "SELECT monitor_id FROM tick WHERE scheduled_at > to_timestamp($1 / 1000.0)",
      [START],
    );
    expect(ticks).toEqual([{ monitor_id: kept }]);
  },
);
