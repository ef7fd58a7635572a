import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRetryable } from "#server/store/sql-transaction.ts";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps } from "#testing/test-deps.ts";
import { type Step, writeVerdicts } from "#testing/verdict-writer.ts";
import { advanceIncidents } from "./advance-incidents.ts";
import { createNotifier } from "./notifier.ts";

const START = Date.UTC(2027, 0, 15, 10);
const MONITORS = 24;
const CHANNELS = 3;
const ROUNDS = 12;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** Seeded, so that a failure can be seen again. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("judges, clocks and dispatchers at once: every message once, downs before ups, nothing left behind", async () => {
  const { db, pool } = database;
  const random = createRandom(7);
  const workspaceId = await aWorkspace(db, "Acme");
  const regionIds = [await aRegion(db, "eu")];
  const channelIds = await Promise.all(
    Array.from({ length: CHANNELS }, (_, n) => aChannel(db, { workspaceId, name: `Hook ${n}` })),
  );
  await pool.query("UPDATE channel SET config = jsonb_build_object('url', id)");
  const ids: number[] = [];
  for (let n = 0; n < MONITORS; n += 1) {
    const spec = { workspaceId, regionIds, fromMs: START - 3_600_000, intervalMs: 10_000, name: `M${n}` };
    const { id: monitorId } = await aMonitor(db, spec);
    const data = channelIds.map((channelId) => ({ monitorId, channelId }));
    await db.monitorChannel.createMany({ data });
    // Three trees: gateways, their children and grandchildren; the others stand alone.
    if (n >= 3 && n < 12)
      await db.monitorParent.create({ data: { monitorId, parentId: ids[Math.floor(n / 3) - 1] ?? 0 } });
    ids.push(monitorId);
  }

  let nowMs = START;
  const got: { id: string; channel: string; kind: string; monitors: string[]; incidentId: string | null }[] =
    [];
  const deps = { ...createTestDeps(database, createMemoryStream(), START), clock: () => nowMs };
  deps.sleep = () => sleep(2);
  deps.send = async ({ config }, { id, kind, monitor, others, incidentId }) => {
    const { url: channel } = config as { url: string };
    if (random(12) === 0) {
      const failed = { kind: "failed", permanent: false, reason: "busy", retryAfterMs: null } as const;
      return { ...failed, request: null, response: null };
    }
    got.push({ id, channel, kind, incidentId, monitors: [monitor, ...others].map(({ name }) => name) });
    return { kind: "sent", request: null, response: { status: 200, body: "", latencyMs: 1 } };
  };

  const isDown = new Set<number>();
  const judge = async (mine: readonly number[]): Promise<void> => {
    const steps = mine.map((monitorId): Step => {
      const to = isDown.has(monitorId) ? "up" : "down";
      if (to === "down") isDown.add(monitorId);
      else isDown.delete(monitorId);
      return { monitorId, to, at: nowMs, remindEveryMs: 45_000 };
    });
    for (let attempt = 1; ; attempt += 1) {
      try {
        await writeVerdicts(pool, { steps, nowMs });
        return;
      } catch (error) {
        if (!isRetryable(error) || attempt === 5) throw error;
      }
    }
  };
  const clocks = async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await Promise.all([advanceIncidents(deps), advanceIncidents(deps)]);
        return;
      } catch (error) {
        if (!isRetryable(error) || attempt === 5) throw error;
      }
    }
  };
  const round = async (changed: readonly number[]): Promise<void> => {
    const dispatchers = [createNotifier(deps), createNotifier(deps)];
    // As ingest does: monitors in the order of their ids.
    const halves = [0, 1].map((half) => changed.filter((_, n) => n % 2 === half));
    const work = [...halves.map(judge), clocks(), ...dispatchers.map((one) => one.wake())];
    await Promise.all(work);
  };

  for (let n = 0; n < ROUNDS; n += 1) {
    await round(ids.filter(() => random(2) === 0));
    nowMs += 1_000 + random(30_000);
  }
  await round([...isDown].sort((a, b) => a - b));
  for (let n = 0; n < 60; n += 1) {
    nowMs += 60_000;
    await round([]);
  }

  const rows = await db.delivery.findMany();
  expect(rows.filter(({ status }) => status === "pending")).toEqual([]);
  expect(rows.filter(({ status, heldBecause }) => status === "suppressed" && heldBecause === null)).toEqual(
    [],
  );
  // One message for each group, each key once.
  const leaders = rows.filter(({ status, leaderId }) => status === "sent" && leaderId === null);
  expect(got.map(({ id }) => id).sort()).toEqual(leaders.map(({ id }) => id).sort());
  const told = got.reduce((sum, { monitors }) => sum + monitors.length, 0);
  expect(told).toBe(rows.filter(({ status }) => status === "sent").length);
  expect(leaders.length).toBeLessThan(told);

  for (const up of rows.filter(({ event, status }) => event === "up" && status === "sent")) {
    const before = rows.filter(
      ({ incidentId, channelId, event }) =>
        incidentId === up.incidentId && channelId === up.channelId && event !== "up",
    );
    const sent = before.filter(({ status }) => status === "sent");
    expect(sent.length).toBeGreaterThan(0);
    for (const one of sent) expect(one.sentAt?.getTime()).toBeLessThanOrEqual(up.sentAt?.getTime() ?? 0);
  }
  // Whoever was told of a beginning was told of the end.
  for (const down of rows.filter(({ event, status }) => event === "down" && status === "sent")) {
    const ups = rows.filter(
      ({ incidentId, channelId, event, status }) =>
        incidentId === down.incidentId && channelId === down.channelId && event === "up" && status === "sent",
    );
    expect(ups).toHaveLength(1);
  }
  expect(await db.incident.count({ where: { closedAt: null } })).toBe(0);
  expect(rows.some(({ heldBecause }) => heldBecause?.startsWith("Nobody was told: the parent"))).toBe(true);
});
