import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ObjectiveInput } from "#contracts/objective.ts";
import { verifyReport } from "#domain/objective/verify-report.ts";
import type { MailMessage } from "#server/channels/channel.ts";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { sha256 } from "#testing/sla-report-builder.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { judgeBurns } from "./judge-burns.ts";
import { makeMonthlyReports } from "./make-monthly-reports.ts";
import { sealDays } from "./seal-days.ts";
import { sendReports } from "./send-reports.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST = Date.UTC(2026, 9, 1);
const END = Date.UTC(2026, 10, 1);

let database: TestDatabase;
let deps: TestDeps;
let workspaceId: string;
let regionId: number;
let monitor: { id: number; publicId: string };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE workspace, watermark, rollup_day CASCADE");
  deps = createTestDeps(database, createMemoryStream(), FIRST + DAY);
  workspaceId = await aWorkspace(database.db);
  regionId = await aRegion(database.db, "eu");
  monitor = await aMonitor(database.db, { workspaceId, regionIds: [regionId], fromMs: FIRST, name: "Shop" });
  await query("UPDATE monitor SET created_at = $1", [new Date(FIRST)]);
});

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await database.pool.query<Row>(text, values)).rows;
}

/** What the target did, in order. */
async function history(steps: [at: number, raw: string][]): Promise<void> {
  for (const [index, [at, raw]] of steps.entries()) {
    await query(
      `INSERT INTO transition (monitor_id, seq, workspace_id, "from", "to", raw, at, reason, inputs)
       VALUES ($1, $2, $3, 'unknown', $4::"VerdictKind", $4::"VerdictKind", $5, '', '[]')`,
      [monitor.id, index + 1, workspaceId, raw, new Date(at)],
    );
  }
}

async function rollUp(day: number, ok = 1440): Promise<void> {
  await query(
    `INSERT INTO rollup_day (monitor_id, region_id, day, expected, ticks, ok, failed, internal, sum_us, sketch_keys, sketch_counts)
     VALUES ($1, $2, $3::timestamptz::date, 1440, 1440, $4, 1440 - $4, 0, 0, '{}', '{}')
     ON CONFLICT (monitor_id, region_id, day) DO UPDATE SET ok = excluded.ok, failed = excluded.failed`,
    [monitor.id, regionId, new Date(day).toISOString(), ok],
  );
}

async function sealUntil(dayEnd: number): Promise<number> {
  for (let day = FIRST; day < dayEnd; day += DAY) await rollUp(day);
  for (const name of ["rollup_hour", "rollup_day"]) {
    await query(
      `INSERT INTO watermark (name, at) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET at = excluded.at`,
      [name, new Date(dayEnd)],
    );
  }
  deps.setNow(dayEnd + HOUR);
  return sealDays(deps);
}

async function anObjective(change: Partial<ObjectiveInput> = {}): Promise<string> {
  const spec: ObjectiveInput = {
    name: "Checkout",
    targetPercent: 99.9,
    scope: { kind: "monitors", monitorIds: [monitor.publicId] },
    counting: "any_down",
    window: { kind: "rolling", days: 30 },
    zone: "UTC",
    hours: null,
    excludeMaintenance: true,
    burnAlerts: true,
    channelIds: [],
    mailTo: [],
    ...change,
  };
  return (await database.db.objective.create({ data: { id: uuidv7(), workspaceId, spec } })).id;
}

test("days are sealed once, in a chain that fits; what changes later is appended and rewrites nothing", async () => {
  await history([
    [FIRST + 60_000, "up"],
    [FIRST + DAY + HOUR, "down"],
    [FIRST + DAY + 2 * HOUR, "up"],
  ]);
  expect(await sealUntil(FIRST + 3 * DAY)).toBe(3);
  expect(await sealDays(deps)).toBe(0);

  await rollUp(FIRST + 2 * DAY, 1439);
  await query(`UPDATE watermark SET at = $1 WHERE name LIKE 'rollup%'`, [new Date(FIRST + 4 * DAY)]);
  deps.setNow(FIRST + 4 * DAY + HOUR);
  expect(await sealDays(deps)).toBe(2);
  const links = await query<{ seq: number; body: string; previous: string; hash: string }>(
    "SELECT seq, body, previous, hash FROM day_link ORDER BY seq",
  );
  expect(links.map(({ body }) => [JSON.parse(body).day, JSON.parse(body).corrects])).toEqual([
    ["2026-10-01", null],
    ["2026-10-02", null],
    ["2026-10-03", null],
    ["2026-10-03", 3],
    ["2026-10-04", null],
  ]);
  for (const [index, { previous, body, hash }] of links.entries()) {
    expect(previous).toBe(links[index - 1]?.hash ?? "0".repeat(64));
    expect(await sha256(`${previous}\n${body}`)).toBe(hash);
  }
  expect(JSON.parse(links[3]?.body ?? "").checks).toEqual({
    eu: { expected: 1440, ok: 1439, failed: 1, internal: 0 },
  });
  expect(JSON.parse(links[1]?.body ?? "").ms).toMatchObject({ down: HOUR, up: DAY - HOUR });
  await expect(query("UPDATE day_link SET body = ''")).rejects.toThrow(/append-only/);
});

test("a day whose figures are not there yet waits", async () => {
  await rollUp(FIRST);
  deps.setNow(FIRST + 2 * DAY);
  expect(await sealDays(deps)).toBe(0);
});

test("ten thousand monitors are sealed in a handful of statements", async () => {
  await query(
    `INSERT INTO monitor (public_id, workspace_id, kind, name, "check", interval_ms, timeout_ms, grid_from, created_at)
     SELECT gen_random_uuid(), $1, 'http', 'M' || n, '{}', 60000, 5000, $2, $2 FROM generate_series(2, 10000) AS n`,
    [workspaceId, new Date(FIRST)],
  );
  let statements = 0;
  const onQuery = () => {
    statements += 1;
  };
  const { pool } = deps;
  const connect = pool.connect.bind(pool);
  const counted = new Proxy(pool, {
    get: (target, key) =>
      key === "connect"
        ? async () => {
            const client = await connect();
            const query = client.query.bind(client);
            return new Proxy(client, {
              get: (inner, name) =>
                name === "query"
                  ? (...given: Parameters<typeof query>) => {
                      onQuery();
                      return query(...given);
                    }
                  : Reflect.get(inner, name),
            });
          }
        : (Reflect.get(target, key).bind?.(target) ?? Reflect.get(target, key)),
  });
  deps.pool = counted as typeof pool;
  expect(await sealUntil(FIRST + DAY)).toBe(10_000);
  expect(statements).toBeLessThan(60);
});

test("a month makes itself once, can be verified, and is sent to members until somebody took it", async () => {
  await history([
    [FIRST + 60_000, "up"],
    [FIRST + 9 * DAY, "down"],
    [FIRST + 9 * DAY + HOUR, "up"],
  ]);
  const user = await database.db.user.create({
    data: { id: uuidv7(), email: "ada@example.com", locale: "de" },
  });
  await database.db.member.create({ data: { workspaceId, userId: user.id, role: "viewer" } });
  await anObjective({ mailTo: [user.id] });
  await sealUntil(END);
  expect(await makeMonthlyReports(deps)).toBe(0);
  deps.setNow(END + 6 * HOUR);
  expect(await makeMonthlyReports(deps)).toBe(1);
  expect(await makeMonthlyReports(deps)).toBe(0);

  const [row] = await query<{ document: string; month: string }>("SELECT document, month FROM sla_report");
  const verified = await verifyReport(row?.document ?? "", sha256);
  expect(verified).toMatchObject({ findings: [], links: 31, unsealed: 0 });
  expect(verified.report?.result).toMatchObject({
    downMs: HOUR,
    unknownMs: 60_000,
    met: false,
    percent: "99.865",
  });

  const mails: MailMessage[] = [];
  const mail = {
    send: async (message: MailMessage) => {
      mails.push(message);
      const response = { status: 250, body: "", latencyMs: 1 };
      return mails.length === 1
        ? ({ kind: "failed", permanent: false, reason: "busy", retryAfterMs: null, response } as const)
        : ({ kind: "sent", response } as const);
    },
  };
  expect(await sendReports({ ...deps, mail })).toBe(0);
  deps.setNow(END + 7 * HOUR);
  expect(await sendReports({ ...deps, mail })).toBe(1);
  expect(await sendReports({ ...deps, mail })).toBe(0);
  expect(mails[1]?.subject).toBe("Checkout: Verfügbarkeit im Monat 2026-10");
  expect(mails[1]?.attachments?.[0]?.content.subarray(0, 5).toString()).toBe("%PDF-");
});

test("a budget that burns opens one incident, tells the monitor's channels once, and closes by itself", async () => {
  await aChannel(database.db, { workspaceId, monitorIds: [monitor.id] });
  const now = FIRST + 20 * DAY;
  await history([
    [FIRST + 60_000, "up"],
    [now - 5 * 60_000, "down"],
  ]);
  await anObjective();
  deps.setNow(now);
  expect(await judgeBurns(deps)).toBe(1);
  expect(await judgeBurns(deps)).toBe(0);
  const incidents = () =>
    query<{ cause: string; closed_at: Date | null }>("SELECT cause, closed_at FROM incident");
  expect(await incidents()).toMatchObject([
    {
      cause: expect.stringMatching(/^Checkout: 99\.9 % of 30 days\. At this rate the budget is used up in /),
      closed_at: null,
    },
  ]);
  const events = () =>
    query<{ event: string }>("SELECT event::text AS event FROM delivery ORDER BY created_at, event");
  expect(await events()).toEqual([{ event: "down" }]);

  await query("UPDATE delivery SET status = 'sent'");
  await query(
    `INSERT INTO transition (monitor_id, seq, workspace_id, "from", "to", raw, at, reason, inputs)
     VALUES ($1, 9, $2, 'down', 'up', 'up', $3, '', '[]')`,
    [monitor.id, workspaceId, new Date(now)],
  );
  deps.setNow(now + 4 * DAY);
  expect(await judgeBurns(deps)).toBe(1);
  expect((await incidents())[0]?.closed_at).not.toBeNull();
  expect(await events()).toEqual([{ event: "down" }, { event: "up" }]);
});

test("chosen channels are told in place of the monitor's; a gap and a switch that is off tell nobody", async () => {
  await aChannel(database.db, { workspaceId, monitorIds: [monitor.id] });
  const chosen = await aChannel(database.db, { workspaceId, monitorIds: [] });
  const now = FIRST + 20 * DAY;
  await history([
    [FIRST + 60_000, "up"],
    [now - HOUR, "unknown"],
  ]);
  await anObjective({ burnAlerts: false, name: "Off" });
  await anObjective({ channelIds: [chosen] });
  deps.setNow(now);
  expect(await judgeBurns(deps)).toBe(0);

  await query("UPDATE transition SET raw = 'down' WHERE seq = 2");
  expect(await judgeBurns(deps)).toBe(1);
  expect(await query("SELECT channel_id FROM delivery")).toEqual([{ channel_id: chosen }]);
});
