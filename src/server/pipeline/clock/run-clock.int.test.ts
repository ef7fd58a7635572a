import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aChannel } from "#testing/builders.ts";
import { OutageRig } from "#testing/outage-rig.ts";
import { createProcessClock } from "./process-clock.ts";
import { runClock } from "./run-clock.ts";

const START = Math.floor((Date.now() - 3_600_000) / 1000) * 1000;
const STRICT = { quorum: { kind: "any" as const }, failuresInARow: 1 };
let rig: OutageRig;
let monitorId: number;

beforeAll(async () => {
  rig = await OutageRig.open(START);
  await rig.addRegions(["eu"]);
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.rows("TRUNCATE monitor, maintenance, tick, tick_evidence, gap, channel, watermark CASCADE");
  rig.deps.setNow(START);
  monitorId = await rig.addMonitor(["eu"], { policy: STRICT, tags: ["shop"] });
  await aChannel(rig.database.db, { workspaceId: rig.workspaceId, monitorIds: [monitorId] });
  await rig.see({ monitorId, region: "eu", at: START + 1_000 });
});

type Scope = { everything?: boolean; monitorId?: number; tag?: string };

async function addWindow(fromMs: number, toMs: number, scope: Scope = { everything: true }): Promise<void> {
  const { everything = false, ...target } = scope;
  await rig.rows(
    `WITH w AS (
       INSERT INTO maintenance (id, workspace_id, name, timing, everything, updated_at)
       VALUES (gen_random_uuid(), $1, 'Deploy', '{}', $2, now()) RETURNING id
     ), t AS (
       INSERT INTO maintenance_target (maintenance_id, monitor_id, tag)
       SELECT id, $5, $6 FROM w WHERE NOT $2::boolean
     )
     INSERT INTO maintenance_occurrence (id, maintenance_id, starts_at, ends_at)
     SELECT gen_random_uuid(), id, to_timestamp($3 / 1000.0), to_timestamp($4 / 1000.0) FROM w`,
    [rig.workspaceId, everything, fromMs, toMs, target.monitorId ?? null, target.tag ?? null],
  );
}

/** One slice of the clock at `atMs`. */
async function tick(atMs: number) {
  rig.deps.setNow(atMs);
  return runClock(rig.deps, { budgetMs: 0, parts: [] });
}
const told = async () =>
  (await rig.rows("SELECT event FROM delivery ORDER BY created_at")).map(({ event }) => event);

test("maintenance is shown from its first to its last millisecond, exactly", async () => {
  const [fromMs, toMs] = [START + 60_000, START + 120_000];
  await addWindow(fromMs, toMs);
  await tick(fromMs - 1);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up");
  await tick(fromMs);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up > maintenance");
  for (const at of [80_000, 100_000]) await rig.see({ monitorId, region: "eu", at: START + at });
  await tick(toMs - 1);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up > maintenance");
  await tick(toMs);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up > maintenance > up");
  const steps = await rig.rows("SELECT at FROM transition WHERE seq > 1 ORDER BY seq");
  expect(steps.map(({ at }) => at.getTime())).toEqual([fromMs, toMs]);
  expect(await told()).toEqual([]);
  expect(await tick(toMs)).toMatchObject({ ok: true, done: { due: 0, edges: 0 } });
});

test.each<{ name: string; scope: () => Scope }>([
  { name: "the monitor", scope: () => ({ monitorId }) },
  { name: "a tag", scope: () => ({ tag: "shop" }) },
])("an outage in a window for $name is told of at its end, if it lasts", async ({ scope }) => {
  await addWindow(START + 10_000, START + 30_000, scope());
  await tick(START + 10_000);
  await rig.see({ monitorId, region: "eu", at: START + 15_000, outcome: "refused" });
  await rig.see({ monitorId, region: "eu", at: START + 25_000, outcome: "refused" });
  expect(await rig.storyOf(monitorId)).toBe("unknown > up > maintenance > maintenance");
  expect((await rig.stateOf(monitorId)).raw).toBe("down");
  expect(await told()).toEqual([]);
  await tick(START + 30_000);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up > maintenance > maintenance > down");
  expect(await told()).toEqual(["down"]);
  expect(await tick(START + 30_000)).toMatchObject({ done: { due: 0 } });
  expect(await told()).toEqual(["down"]);
});

test("a window for another tag, one that was opened late, and one that was ended early", async () => {
  await addWindow(START + 2_000, START + 90_000, { tag: "other" });
  await tick(START + 5_000);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up");
  await addWindow(START + 2_000, START + 90_000);
  await tick(START + 6_000);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up > maintenance");
  await rig.rows("UPDATE maintenance SET deleted_at = to_timestamp($1 / 1000.0) WHERE everything", [
    START + 7_000,
  ]);
  await tick(START + 8_000);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up > maintenance > up");
});

test("a monitor is never down during its grace, and down at its end if it still fails", async () => {
  const young = await rig.addMonitor(["eu"], { policy: { ...STRICT, graceSec: 60 } });
  const began = new Date(START + 5_000);
  await rig.database.db.monitorState.update({ where: { monitorId: young }, data: { beganAt: began } });
  await rig.see({ monitorId: young, region: "eu", at: START + 6_000, outcome: "dns" });
  await rig.see({ monitorId: young, region: "eu", at: START + 56_000, outcome: "dns" });
  await tick(START + 64_999);
  expect(await rig.storyOf(young)).toBe("unknown");
  await tick(START + 66_500);
  expect(await rig.storyOf(young)).toBe("unknown > down");
  const [step] = await rig.rows("SELECT at FROM transition WHERE monitor_id = $1", [young]);
  expect(step.at).toEqual(new Date(START + 65_000));
});

test("one monitor that cannot be judged does not keep the others from it", async () => {
  const other = await rig.addMonitor(["eu"], { policy: { ...STRICT, graceSec: 60 } });
  for (const id of [monitorId, other]) {
    const data = { beganAt: new Date(START + 5_000), dueAt: new Date(START + 65_000) };
    await rig.database.db.monitorState.update({ where: { monitorId: id }, data });
  }
  await rig.see({ monitorId: other, region: "eu", at: START + 30_000, outcome: "dns" });
  await rig.rows("UPDATE monitor_state SET due_at = to_timestamp($1 / 1000.0)", [START + 60_000]);
  await rig.rows(
    `ALTER TABLE monitor_state ADD CONSTRAINT spoilt CHECK (monitor_id <> ${monitorId}) NOT VALID`,
  );
  const report = await tick(START + 67_000);
  await rig.rows("ALTER TABLE monitor_state DROP CONSTRAINT spoilt");
  expect(report.ok).toBe(true);
  expect(await rig.storyOf(other)).toBe("unknown > down");
  expect(await rig.storyOf(monitorId)).toBe("unknown > up");
});

test("a part that fails stops no other, and the report names it", async () => {
  const order: string[] = [];
  const part = (name: string, everyMs: number, run: () => Promise<number>) => ({ name, everyMs, run });
  const parts = [
    part("broken", 1_000, () => Promise.reject(new Error("No."))),
    part("often", 1_000, async () => order.push("often")),
    part("seldom", 60_000, async () => order.push("seldom")),
  ];
  const report = await runClock(rig.deps, { budgetMs: 3_000, parts });
  expect(report).toMatchObject({ ok: false, slices: 3, failures: [{ part: "broken", reason: "No." }] });
  expect(order).toEqual(["often", "seldom", "often", "often"]);
  expect(Object.keys(report.done).sort()).toEqual(["due", "edges", "often", "regions", "seldom"]);
});

test("a part that takes long is neither waited for nor started twice", async () => {
  let finish: () => void = () => undefined;
  let starts = 0;
  const run = () => {
    starts += 1;
    return new Promise<number>((resolve) => {
      finish = () => resolve(7);
    });
  };
  const sleep = rig.deps.sleep;
  rig.deps.sleep = async (durationMs) => {
    await sleep(durationMs);
    if (rig.deps.clock() >= startedAt + 4_000) finish();
  };
  const startedAt = rig.deps.clock();
  const report = await runClock(rig.deps, {
    budgetMs: 5_000,
    parts: [{ name: "slow", everyMs: 1_000, run }],
  });
  rig.deps.sleep = sleep;
  expect(report).toMatchObject({ ok: true, slices: 5, done: { slow: 7 } });
  expect(starts).toBe(1);
});

test("what is held is decided by the process that holds it, once, without any cron", async () => {
  await rig.rows("UPDATE monitor SET policy = '{}'");
  const clock = createProcessClock(rig.deps);
  const wakes: Promise<void>[] = [];
  rig.deps.wakeClock = (dueAtMs) => wakes.push(clock.wake(dueAtMs));
  for (const at of [11_000, 13_000, 16_000]) {
    await rig.see({ monitorId, region: "eu", at: START + at, outcome: "timeout" });
  }
  await Promise.all(wakes);
  expect(await rig.storyOf(monitorId)).toBe("unknown > up > down");
  await expect(clock.wake(rig.deps.clock() + 3_600_000)).resolves.toBeUndefined();
});
