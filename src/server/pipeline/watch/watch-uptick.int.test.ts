import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { SendResult } from "#server/channels/channel.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { insertGaps } from "#server/store/gap-store.ts";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream, type MemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { watchUptick } from "./watch-uptick.ts";

const START = 1_800_000_000_000;
const MINUTE_MS = 60_000;
const SENT: SendResult = { kind: "sent", request: null, response: { status: 250, body: "ok", latencyMs: 1 } };

let database: TestDatabase;
let workspaceId: string;
let regionId: number;
let monitorId: number;
let channelId: string;
let stream: MemoryStream;
let deps: TestDeps;
let nowMs: number;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    "SELECT ensure_day(to_timestamp($1 / 1000.0)::date + n) FROM generate_series(-1, 1) n",
    [START],
  );
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query(
    'TRUNCATE workspace, "user", region, watermark, instance_setting, outage, gap, tick RESTART IDENTITY CASCADE',
  );
  workspaceId = await aWorkspace(database.db, "Acme");
  regionId = await aRegion(database.db, "eu");
  ({ id: monitorId } = await aMonitor(database.db, {
    workspaceId,
    regionIds: [regionId],
    fromMs: START - 3_600_000,
  }));
  channelId = await aChannel(database.db, { workspaceId, name: "Owners" });
  await database.db.channel.update({ where: { id: channelId }, data: { tellsOwners: true } });
  stream = createMemoryStream(() => nowMs);
  deps = createTestDeps(database, stream, START);
  at(START);
  await allIsWell();
});

function at(nextMs: number): void {
  nowMs = nextMs;
  deps.setNow(nextMs);
}

/** What running stages and probes leave behind, at the present moment. */
async function allIsWell(): Promise<void> {
  const now = new Date(nowMs);
  for (const name of ["schedule", "sweep", "rollup_hour", "clock"]) {
    const mark = { at: name === "schedule" ? new Date(nowMs + 20_000) : now, updatedAt: now };
    await database.db.watermark.upsert({ where: { name }, create: { name, ...mark }, update: mark });
  }
  await database.db.region.updateMany({ data: { lastSeenAt: now, healthy: true } });
  const reading = { scheduledAt: now, outcome: 0, totalUs: 1_000, vote: true };
  await database.db.monitorRegionState.upsert({
    where: { monitorId_regionId: { monitorId, regionId } },
    create: { monitorId, regionId, ...reading },
    update: reading,
  });
}

/** Looks every 15 s, as the clock does; `between` is what the world does before each look. */
async function looks(count: number, between: () => Promise<unknown> = allIsWell): Promise<number[]> {
  const answers: number[] = [];
  for (let done = 0; done < count; done += 1) {
    at(nowMs + 15_000);
    await between();
    answers.push(await watchUptick(deps));
  }
  return answers;
}

const incidents = () =>
  database.db.incident.findMany({ orderBy: [{ openedAt: "asc" }, { systemKey: "asc" }] });
const deliveries = () => database.db.delivery.findMany({ orderBy: [{ createdAt: "asc" }, { event: "asc" }] });
const nothing = async () => undefined;

test("while all is well nobody hears anything", async () => {
  expect(await looks(4)).toEqual([0, 0, 0, 0]);
  expect(await incidents()).toEqual([]);
});

test("a schedule that stays behind is told once, and once when it is well again", async () => {
  await looks(1);
  const broken = async () => {
    await allIsWell();
    await database.db.watermark.update({ where: { name: "schedule" }, data: { at: new Date(nowMs - 1) } });
  };
  expect(await looks(4, broken)).toEqual([0, 1, 0, 0]);
  expect(await incidents()).toEqual([
    expect.objectContaining({
      workspaceId,
      kind: "system",
      systemKey: "schedule",
      title: "The schedule is behind",
      cause: expect.stringContaining("Look whether the cron driver runs"),
      severity: "critical",
      closedAt: null,
      monitorId: null,
    }),
  ]);
  expect(await looks(3)).toEqual([0, 1, 0]);
  const [incident] = await incidents();
  expect(incident?.closedAt).toEqual(new Date(nowMs - 15_000));
  const told = await deliveries();
  expect(told).toEqual([
    expect.objectContaining({
      channelId,
      incidentId: incident?.id,
      event: "down",
      status: "pending",
      monitorId: null,
    }),
    expect.objectContaining({ channelId, incidentId: incident?.id, event: "up", status: "pending" }),
  ]);
  expect(told[0]?.notification).toMatchObject({
    kind: "down",
    severity: "critical",
    workspace: { name: "Acme" },
    monitor: { id: incident?.id, name: "The schedule is behind", target: "" },
  });
  expect(told[1]?.notification).toMatchObject({ kind: "up", durationMs: 60_000 });
  expect(deps.wakes()).toBe(2);
  const events = await database.db.incidentEvent.findMany({ orderBy: { at: "asc" } });
  expect(events.map(({ kind }) => kind)).toEqual(["created", "resolved"]);
});

test("two runners at once look once and tell once", async () => {
  const broken = async () => {
    await allIsWell();
    await database.db.watermark.update({
      where: { name: "sweep" },
      data: { updatedAt: new Date(nowMs - 4 * MINUTE_MS) },
    });
  };
  for (let done = 0; done < 3; done += 1) {
    at(nowMs + 15_000);
    await broken();
    await Promise.all([1, 2, 3, 4].map(() => watchUptick(deps)));
  }
  expect(await incidents()).toEqual([expect.objectContaining({ systemKey: "sweep", severity: "normal" })]);
  expect(await deliveries()).toHaveLength(1);
});

test("a runner that dies before its commit has looked at nothing", async () => {
  const broken = async () => {
    await allIsWell();
    await database.db.watermark.update({ where: { name: "schedule" }, data: { at: new Date(nowMs - 1) } });
  };
  await looks(1, broken);
  at(nowMs + 15_000);
  await broken();
  const dying: Deps = { ...deps, pool: diesAtCommit(deps) };
  await expect(watchUptick(dying)).rejects.toThrow("gone");
  expect(await incidents()).toEqual([]);
  expect(await watchUptick(deps)).toBe(1);
  expect(await deliveries()).toHaveLength(1);
});

function diesAtCommit({ pool }: Deps): Deps["pool"] {
  const connect = async () => {
    const client = await pool.connect();
    const query = (...given: Parameters<typeof client.query>) =>
      String(given[0]) === "COMMIT" ? Promise.reject(new Error("gone")) : client.query(...given);
    return { query, release: () => client.release() };
  };
  return { query: pool.query.bind(pool), connect } as never;
}

test.each<{ name: string; key: string; harm: () => Promise<unknown> }>([
  {
    name: "a rollup that has not run for 15 minutes",
    key: "rollup",
    harm: () =>
      database.db.watermark.update({
        where: { name: "rollup_hour" },
        data: { updatedAt: new Date(nowMs - 16 * MINUTE_MS) },
      }),
  },
  {
    name: "a clock that has not run for 3 minutes",
    key: "clock",
    harm: () =>
      database.db.watermark.update({
        where: { name: "clock" },
        data: { updatedAt: new Date(nowMs - 4 * MINUTE_MS) },
      }),
  },
  {
    name: "a silent region",
    key: "region_silent:eu",
    harm: () => database.db.region.updateMany({ data: { lastSeenAt: new Date(nowMs - 40_000) } }),
  },
  {
    name: "a region whose control targets fail",
    key: "region_sick:eu",
    harm: () => database.db.region.updateMany({ data: { healthy: false } }),
  },
  {
    name: "a region with a mass failure",
    key: "region_sick:eu",
    harm: async () => {
      const fault = {
        regionId,
        kind: "mass_failure" as const,
        fromAt: new Date(nowMs),
        reason: "Most monitors fail.",
      };
      if ((await database.db.regionFault.count()) === 0)
        await database.db.regionFault.create({ data: fault });
    },
  },
  {
    name: "missed checks",
    key: "missed",
    harm: () =>
      insertGaps(
        database.pool,
        Array.from({ length: 6 }, (_, n) => ({
          monitorId,
          regionId,
          scheduledAt: START - n * MINUTE_MS,
          reason: "lost" as const,
        })),
      ),
  },
  {
    name: "a message that waits for more than two minutes",
    key: "outbox",
    harm: async () => {
      const nextAt = new Date(START - 3 * MINUTE_MS);
      const row = { workspaceId, channelId, event: "test" as const, nextAt, notification: {} };
      if ((await database.db.delivery.count({ where: { event: "test" } })) === 0)
        await database.db.delivery.create({ data: { id: uuidv7(), ...row } });
    },
  },
])("$name is told", async ({ key, harm }) => {
  await looks(3, async () => {
    await allIsWell();
    await harm();
  });
  expect((await incidents()).map(({ systemKey }) => systemKey)).toEqual([key]);
});

test("missing tables of tomorrow are told", async () => {
  at(Date.UTC(2031, 0, 1, 12));
  await database.pool.query("SELECT ensure_day('2031-01-01')");
  await allIsWell();
  await looks(2);
  expect((await incidents()).map(({ systemKey }) => systemKey)).toEqual(["partitions"]);
});

test("a Redis that does not answer is told, and told again when it does", async () => {
  const { length } = stream;
  stream.length = () => Promise.reject(new Error("ECONNREFUSED"));
  await looks(2);
  stream.length = length;
  await looks(2);
  expect(await incidents()).toEqual([
    expect.objectContaining({ systemKey: "redis", closedAt: new Date(nowMs) }),
  ]);
  expect((await deliveries()).map(({ event }) => event)).toEqual(["down", "up"]);
});

test("what cannot be sent yet is no late message", async () => {
  const due = {
    workspaceId,
    status: "pending" as const,
    nextAt: new Date(START - 10 * MINUTE_MS),
    notification: {},
  };
  const paused = await aChannel(database.db, { workspaceId, name: "Paused" });
  await database.db.channel.update({
    where: { id: paused },
    data: { openUntil: new Date(START + 3_600_000) },
  });
  const incident = { id: uuidv7(), workspaceId, openedAt: new Date(START), cause: "It broke." };
  await database.db.incident.create({ data: { ...incident, kind: "manual", title: "Shop" } });
  const at = { id: uuidv7(), incidentId: incident.id, channelId };
  await database.db.delivery.createMany({
    data: [
      { ...due, id: uuidv7(), channelId: paused, event: "test" },
      { ...due, ...at, event: "down", nextAt: new Date(START + 3_600_000) },
      { ...due, ...at, id: uuidv7(), event: "up" },
    ],
  });
  expect(await looks(3)).toEqual([0, 0, 0]);
});

test("a channel that Uptick switched off is told in its own workspace, and only without a stand-in", async () => {
  const other = await aWorkspace(database.db, "Other");
  const hook = await aChannel(database.db, { workspaceId: other, name: "Other's owners" });
  await database.db.channel.update({ where: { id: hook }, data: { tellsOwners: true } });
  const lost = { workspaceId, enabled: false, disabledReason: "It answered 410.", monitorIds: [monitorId] };
  await aChannel(database.db, { ...lost, name: "Stands aside", fallbackChannelId: channelId });
  const id = await aChannel(database.db, { ...lost, name: "Pager" });
  await looks(3);
  expect(await incidents()).toEqual([
    expect.objectContaining({
      workspaceId,
      systemKey: `channel:${id}`,
      title: "Channel Pager is switched off",
    }),
  ]);
});

test("every workspace that wants to know is told of what concerns all", async () => {
  const other = await aWorkspace(database.db, "Other");
  const hook = await aChannel(database.db, { workspaceId: other });
  await database.db.channel.update({ where: { id: hook }, data: { tellsOwners: true } });
  await aWorkspace(database.db, "Does not ask");
  stream.length = () => Promise.reject(new Error("ECONNREFUSED"));
  await looks(2);
  expect((await incidents()).map((incident) => incident.workspaceId).sort()).toEqual(
    [workspaceId, other].sort(),
  );
});

test("what a person has resolved by hand is not opened again before it was well", async () => {
  stream.length = () => Promise.reject(new Error("ECONNREFUSED"));
  await looks(2);
  await database.db.incident.updateMany({ data: { closedAt: new Date(nowMs) } });
  expect(await looks(4)).toEqual([0, 0, 0, 0]);
  expect(await deliveries()).toHaveLength(1);
});

test("without a channel for it the owners are written to, once each way", async () => {
  await database.db.channel.deleteMany();
  for (const [email, role] of [
    ["boss@example.com", "owner"],
    ["guest@example.com", "viewer"],
  ] as const) {
    const { id } = await database.db.user.create({ data: { id: uuidv7(), email } });
    await database.db.member.create({ data: { workspaceId, userId: id, role } });
  }
  const mails: unknown[] = [];
  deps.settings.hasMailServer = true;
  deps.send = async (target, notification) => {
    mails.push([target, notification.kind, notification.monitor.name, notification.incidentUrl]);
    return SENT;
  };
  const { length } = stream;
  stream.length = () => Promise.reject(new Error("ECONNREFUSED"));
  await looks(3);
  stream.length = length;
  await looks(3);
  const [incident] = await incidents();
  const target = { kind: "email", config: { to: ["boss@example.com"] } };
  const url = `http://localhost:3000/incidents/${incident?.id}`;
  expect(mails).toEqual([
    [target, "down", "Redis does not answer", url],
    [target, "up", "Redis does not answer", url],
  ]);
});

test("without a channel and without a mail server nothing is opened", async () => {
  await database.db.channel.updateMany({ data: { tellsOwners: false } });
  stream.length = () => Promise.reject(new Error("ECONNREFUSED"));
  expect(await looks(3)).toEqual([0, 0, 0]);
  expect(await incidents()).toEqual([]);
});

/** When the dead man's switch was called. */
function countPings(answer: () => ReturnType<NonNullable<Deps["heartbeat"]>>): number[] {
  const pings: number[] = [];
  deps.heartbeat = () => {
    pings.push(nowMs);
    return answer();
  };
  return pings;
}
const OK = { kind: "answered", status: 200, retryAfter: null, body: "", latencyMs: 1 } as const;

test("the switch outside is called once a minute, however many run", async () => {
  at(START - (START % MINUTE_MS));
  const begin = nowMs;
  const pings = countPings(async () => OK);
  for (let done = 0; done < 16; done += 1) {
    at(nowMs + 15_000);
    await allIsWell();
    await Promise.all([1, 2, 3].map(() => watchUptick(deps)));
  }
  expect(pings.map((ping) => Math.floor((ping - begin) / MINUTE_MS))).toEqual([0, 1, 2, 3, 4]);
});

test.each<{ name: string; harm: () => Promise<unknown> }>([
  {
    name: "the schedule is behind",
    harm: () =>
      database.db.watermark.update({ where: { name: "schedule" }, data: { at: new Date(nowMs - 1) } }),
  },
  {
    name: "nothing is reported",
    harm: () =>
      database.db.monitorRegionState.updateMany({ data: { scheduledAt: new Date(nowMs - 3 * MINUTE_MS) } }),
  },
  {
    name: "messages wait",
    harm: async () => {
      await database.db.delivery.deleteMany();
      const row = { workspaceId, channelId, event: "test" as const, notification: {} };
      await database.db.delivery.create({
        data: { id: uuidv7(), ...row, nextAt: new Date(nowMs - 3 * MINUTE_MS) },
      });
    },
  },
])("while $name the switch outside hears nothing, and is called again afterwards", async ({ harm }) => {
  const pings = countPings(async () => OK);
  await looks(8, async () => {
    await allIsWell();
    await harm();
  });
  expect(pings).toEqual([]);
  await looks(3, async () => {
    await database.db.delivery.deleteMany({ where: { event: "test" } });
    await allIsWell();
  });
  expect(pings).toHaveLength(1);
});

test("without any monitor there is nothing that has to be reported", async () => {
  await database.db.monitor.deleteMany();
  const pings = countPings(async () => OK);
  at(nowMs + 15_000);
  await database.db.watermark.update({ where: { name: "schedule" }, data: { at: new Date(nowMs + 20_000) } });
  await watchUptick(deps);
  expect(pings).toHaveLength(1);
});

test("a switch outside that does not answer is logged and tried at the next minute", async () => {
  const warnings: unknown[] = [];
  deps.log = { ...deps.log, warn: (detail: unknown) => void warnings.push(detail) };
  const pings = countPings(async () => ({
    kind: "unanswered",
    reason: "No answer within 10 s.",
    latencyMs: 10_000,
  }));
  await looks(8);
  expect(pings).toHaveLength(3);
  expect(warnings).toEqual(pings.map(() => ({ reason: "No answer within 10 s." })));
  expect(await looks(1, nothing)).toEqual([0]);
});
