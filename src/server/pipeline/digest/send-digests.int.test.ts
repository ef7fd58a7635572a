import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { turnDigestOffByLink } from "#server/actions/digest/turn-digest-off-by-link.ts";
import type { JudgedAnswer, MailMessage } from "#server/channels/channel.ts";
import { aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { type DigestDeps, sendDigests } from "./send-digests.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Monday, 08:00 UTC. */
const MONDAY = Date.parse("2026-11-23T08:00:00Z");
const SENT: JudgedAnswer = { kind: "sent", response: { status: 250, body: "ok", latencyMs: 1 } };

let database: TestDatabase;
let deps: TestDeps & DigestDeps;
let workspaceId: string;
let regionId: number;
let mails: MailMessage[];
let answer: () => JudgedAnswer;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query('TRUNCATE workspace, "user", region, watermark RESTART IDENTITY CASCADE');
  mails = [];
  answer = () => SENT;
  const mail = {
    send: async (message: MailMessage) => {
      mails.push(message);
      return answer();
    },
  };
  deps = Object.assign(createTestDeps(database, createMemoryStream(), MONDAY), { mail });
  workspaceId = await aWorkspace(database.db, "Acme");
  regionId = await aRegion(database.db, "eu");
});

type Wish = { digest?: boolean; timeZone?: string; tags?: string[]; locale?: string };

async function aMember(name: string, { digest = true, timeZone = "UTC", tags = [], locale }: Wish = {}) {
  const id = uuidv7();
  await database.db.user.create({
    data: {
      id,
      email: `${name}@acme.example`,
      timeZone,
      locale: locale ?? null,
      preferences: digest ? { digest } : {},
      members: { create: { workspaceId, role: "viewer", tags } },
    },
  });
  return id;
}

/** Up for two weeks, but for two hours on Wednesday. */
async function aWatched(name: string, tags: string[] = []) {
  const fromMs = MONDAY - 20 * DAY_MS;
  const { id } = await aMonitor(database.db, { workspaceId, regionIds: [regionId], fromMs, name, tags });
  const steps = [
    { to: "up", at: fromMs },
    { to: "down", at: MONDAY - 5 * DAY_MS },
    { to: "up", at: MONDAY - 5 * DAY_MS + 2 * HOUR_MS },
  ] as const;
  await database.db.transition.createMany({
    data: steps.map(({ to, at }, index) => ({
      monitorId: id,
      workspaceId,
      seq: index + 1,
      from: "unknown" as const,
      to,
      raw: to,
      at: new Date(at),
      reason: "test",
      inputs: [],
    })),
  });
  await database.db.incident.create({
    data: {
      id: uuidv7(),
      workspaceId,
      monitorId: id,
      openedAt: new Date(MONDAY - 5 * DAY_MS),
      closedAt: new Date(MONDAY - 5 * DAY_MS + 2 * HOUR_MS),
      cause: "Timed out",
    },
  });
  await database.db.finding.create({
    data: {
      monitorId: id,
      regionId,
      key: "certificateExpiresAt",
      value: new Date(MONDAY + 9 * DAY_MS).toISOString(),
      seenAt: new Date(MONDAY - HOUR_MS),
    },
  });
  return id;
}

const linksOf = (mail: MailMessage | undefined) =>
  [...(mail?.text ?? "").matchAll(/https?:\S+/g)].map(([url]) => url);

test("who wants it gets it once, on Monday at 08:00 where they are", async () => {
  await aWatched("Checkout");
  await aMember("here");
  await aMember("berlin", { timeZone: "Europe/Berlin", locale: "de" });
  await aMember("la", { timeZone: "America/Los_Angeles" });
  await aMember("quiet", { digest: false });
  deps.setNow(MONDAY - HOUR_MS - 1);
  expect(await sendDigests(deps)).toBe(0);
  deps.setNow(MONDAY - HOUR_MS);
  expect(await sendDigests(deps)).toBe(1);
  deps.setNow(MONDAY);
  expect(await sendDigests(deps)).toBe(1);
  expect(await sendDigests(deps)).toBe(0);
  expect(mails.map(({ to }) => to)).toEqual([["berlin@acme.example"], ["here@acme.example"]]);

  const [german, english] = mails;
  expect(german?.subject).toBe("Acme: die Woche vom 16. Nov. 2026 bis 22. Nov. 2026");
  expect(english?.text).toContain("Checkout: 98.809%, down for 2 hrs");
  expect(english?.text).toContain("One incident began.");
  expect(english?.text).toContain("(certificate): ends on 2 Dec 2026, in 9 days");
  expect(english?.html).not.toMatch(/<img|src=|<script|<link/);
  expect(english?.list?.unsubscribe).toContain("/api/digest/off/");
});

test("four runners at once send one mail", async () => {
  await aWatched("Checkout");
  await aMember("here");
  const sent = await Promise.all([1, 2, 3, 4].map(() => sendDigests(deps)));
  expect(sent.toSorted()).toEqual([0, 0, 0, 1]);
  expect(mails).toHaveLength(1);
});

test("a member held to tags reads of their monitors only, and without any of nothing", async () => {
  await aWatched("Checkout", ["shop"]);
  await aWatched("Payroll", ["hr"]);
  await aMember("shop", { tags: ["shop"] });
  await aMember("none", { tags: ["none"] });
  expect(await sendDigests(deps)).toBe(1);
  expect(mails[0]?.to).toEqual(["shop@acme.example"]);
  expect(mails[0]?.text).toContain("Checkout");
  expect(mails[0]?.text).not.toContain("Payroll");
  const rows = await database.db.weeklyDigest.findMany();
  expect(rows.map(({ outcome }) => outcome).sort()).toEqual(["quiet", "sent"]);
});

test("what could not be sent is tried again under the same id, five times at most", async () => {
  await aWatched("Checkout");
  await aMember("here");
  answer = () => ({ kind: "failed", permanent: false, reason: "later", retryAfterMs: null, response: null });
  for (let attempt = 0; attempt < 8; attempt += 1) {
    deps.setNow(MONDAY + attempt * 11 * 60_000);
    await sendDigests(deps);
    await sendDigests(deps);
  }
  expect(mails).toHaveLength(5);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
});

test("the link turns it off, in every workspace, and a second time changes nothing; another's token does not", async () => {
  await aWatched("Checkout");
  const userId = await aMember("here");
  await sendDigests(deps);
  const off = linksOf(mails[0]).find((url) => url.includes("/digest-off/")) ?? "";
  const token = off.slice(off.lastIndexOf("/") + 1);
  const door = { sql: deps.pool, auth: { secret: deps.settings.linkSecret } };
  expect(await turnDigestOffByLink(door, `${uuidv7()}${token.slice(36)}`)).toBe(false);
  expect(await turnDigestOffByLink(door, token)).toBe(true);
  expect(await turnDigestOffByLink(door, token)).toBe(true);
  const user = await database.db.user.findUniqueOrThrow({ where: { id: userId } });
  expect(user.preferences).toEqual({ digest: false });
  deps.setNow(MONDAY + 7 * DAY_MS);
  expect(await sendDigests(deps)).toBe(0);
});

test("names cannot become markup or another line", async () => {
  await aWatched('<img src=x onerror="alert(1)">\r\nBcc: you@evil.example');
  await aMember("here");
  await sendDigests(deps);
  expect(mails[0]?.html).not.toContain("<img");
  expect(mails[0]?.text).not.toMatch(/^Bcc:/m);
});
