import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { StatusUpdate } from "#contracts/notification.ts";
import type { PostImpact } from "#contracts/status-post.ts";
import { createNotifier } from "#server/pipeline/notify/notifier.ts";
import { aStatusPage, aStatusPost } from "#testing/a-status-page.ts";
import { aChannel } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { planUpdates, tellSubscribers } from "./tell-subscribers.ts";

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);
const DAY_MS = 86_400_000;

let database: TestDatabase;
let deps: TestDeps;
let page: Awaited<ReturnType<typeof aStatusPage>>;
let workspaceId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const { db } = database;
  await db.workspace.deleteMany();
  deps = createTestDeps(database, createMemoryStream(), NOW);
  workspaceId = (await db.workspace.create({ data: { id: uuidv7(), name: "Acme" } })).id;
  page = await aStatusPage(db, { workspaceId, slug: "acme", components: [{ name: "API" }, { name: "Web" }] });
});

type Chosen = { componentIds?: string[]; leastImpact?: PostImpact; confirmed?: boolean };

async function aSubscriber(label: string, chosen: Chosen = {}): Promise<{ id: string; channelId: string }> {
  const [id, channelId] = [uuidv7(), uuidv7()];
  const { confirmed = true, ...choice } = chosen;
  const confirmedAt = confirmed ? new Date(NOW - DAY_MS) : null;
  const row = { pageId: page.id, kind: "email", label, addressHash: label, confirmedAt, ...choice };
  await database.db.statusSubscriber.create({ data: { id, ...row, createdAt: new Date(NOW - DAY_MS) } });
  if (confirmed) {
    const channel = { id: channelId, workspaceId, subscriberId: id, kind: "email", name: label };
    await database.db.channel.create({ data: { ...channel, config: { to: [label] } } });
  }
  return { id, channelId };
}

function aPost(change: Partial<Parameters<typeof aStatusPost>[1]> = {}) {
  return aStatusPost(database.db, { pageId: page.id, startsAt: NOW, title: "Checkout is slow", ...change });
}

async function addUpdate(postId: string, body: string, at = NOW + 1_000): Promise<void> {
  const row = { id: uuidv7(), postId, at: new Date(at), state: "resolved", body };
  await database.db.statusPostUpdate.create({ data: row });
}

/** What was sent, in order, as address and text. */
function record(): string[] {
  const sent: string[] = [];
  deps.sendUpdate = async ({ config }, update) => {
    sent.push(`${(config as { to: string[] }).to[0]}: ${update.update.body}`);
    return { kind: "sent", request: null, response: { status: 250, body: "", latencyMs: 1 } };
  };
  return sent;
}

test("an update goes once to everybody who confirmed, and a second run or planner adds nothing", async () => {
  await aSubscriber("one@example.com");
  await aSubscriber("two@example.com");
  await aSubscriber("waiting@example.com", { confirmed: false });
  await aPost();
  const counts = await Promise.all([1, 2, 3].map(() => planUpdates(deps, () => undefined)));
  expect(counts.reduce((sum, count) => sum + count)).toBe(2);
  expect(await planUpdates(deps, () => undefined)).toBe(0);

  const sent = record();
  await Promise.all([createNotifier(deps).wake(), createNotifier(deps).wake()]);
  expect(sent.sort()).toEqual(["one@example.com: We look into it.", "two@example.com: We look into it."]);
  expect(
    await database.db.delivery.count({ where: { status: "sent", request: { not: null as never } } }),
  ).toBe(0);
});

test("only those are told who chose one of its components and no worse impact; who was told hears the end", async () => {
  const { API = "", Web = "" } = page.components;
  await aSubscriber("api@example.com", { componentIds: [API] });
  await aSubscriber("web@example.com", { componentIds: [Web] });
  await aSubscriber("major@example.com", { leastImpact: "major" });
  await aSubscriber("critical@example.com", { leastImpact: "critical" });
  const sent = record();
  const postId = await aPost({ impact: "major", components: [{ id: API, impact: "degraded" }] });
  await planUpdates(deps, () => undefined);
  await createNotifier(deps).wake();
  expect(sent.map((line) => line.split(":")[0]).sort()).toEqual(["api@example.com", "major@example.com"]);

  await database.db.statusPost.update({ where: { id: postId }, data: { impact: "minor" } });
  await database.db.statusPostComponent.deleteMany({ where: { postId } });
  await database.db.statusPostComponent.create({ data: { postId, componentId: Web, impact: "degraded" } });
  await addUpdate(postId, "It is over.");
  deps.setNow(NOW + 2_000);
  sent.length = 0;
  await planUpdates(deps, () => undefined);
  await createNotifier(deps).wake();
  expect(sent.map((line) => line.split(":")[0]).sort()).toEqual([
    "api@example.com",
    "major@example.com",
    "web@example.com",
  ]);
});

test("drafts, pages that are drafts and updates that nobody is to be told of stay quiet, and old news too", async () => {
  await aSubscriber("one@example.com");
  await aPost({ publishedAt: null });
  const old = await aPost({ startsAt: NOW - 2 * DAY_MS });
  const quiet = await aPost();
  await database.db.statusPostUpdate.updateMany({ where: { postId: quiet }, data: { notify: false } });
  expect(await planUpdates(deps, () => undefined)).toBe(0);
  const marked = await database.db.statusPostUpdate.findFirstOrThrow({ where: { postId: old } });
  expect(marked.notifiedAt).not.toBeNull();

  await database.db.statusPage.update({ where: { id: page.id }, data: { state: "draft" } });
  await aPost({ title: "Later" });
  expect(await planUpdates(deps, () => undefined)).toBe(0);
  await database.db.statusPage.update({ where: { id: page.id }, data: { state: "published" } });
  expect(await planUpdates(deps, () => undefined)).toBe(1);
});

test("what is made a draft again before it left is told to nobody", async () => {
  await aSubscriber("one@example.com");
  const postId = await aPost();
  await planUpdates(deps, () => undefined);
  await database.db.statusPost.update({ where: { id: postId }, data: { publishedAt: null } });
  const sent = record();
  await createNotifier(deps).wake();
  expect(sent).toEqual([]);
  expect(await database.db.delivery.findMany({ select: { status: true } })).toEqual([
    { status: "suppressed" },
  ]);
});

test("updates of a post reach a subscriber in their order, also when the first one fails at first", async () => {
  await aSubscriber("one@example.com");
  const postId = await aPost({ body: "first" });
  await addUpdate(postId, "second");
  deps.setNow(NOW + 2_000);
  await planUpdates(deps, () => undefined);
  const bodies: string[] = [];
  deps.sendUpdate = async (_target, { update }) => {
    bodies.push(update.body);
    if (bodies.length === 1)
      return {
        kind: "failed",
        permanent: false,
        reason: "No answer.",
        retryAfterMs: null,
        request: null,
        response: null,
      };
    return { kind: "sent", request: null, response: { status: 250, body: "", latencyMs: 1 } };
  };
  await createNotifier(deps).run(120_000);
  expect(bodies).toEqual(["first", "first", "second"]);
});

test("an address that is refused for good is switched off, and is told nothing more", async () => {
  const { channelId } = await aSubscriber("gone@example.com");
  await aPost();
  await planUpdates(deps, () => undefined);
  deps.sendUpdate = async () => ({
    kind: "failed",
    permanent: true,
    reason: "The mail server answered 550 and did not take the message.",
    retryAfterMs: null,
    request: null,
    response: { status: 550, body: "", latencyMs: 1 },
  });
  await createNotifier(deps).wake();
  const channel = await database.db.channel.findUniqueOrThrow({ where: { id: channelId } });
  expect(channel).toMatchObject({ enabled: false, disabledReason: expect.stringContaining("550") });
  await aPost({ title: "Another" });
  expect(await planUpdates(deps, () => undefined)).toBe(0);
});

test("a thousand subscribers each hear it once, planned by two and sent by two at once, and no alert waits for them", async () => {
  const people = Array.from({ length: 1_000 }, (_, index) => `s${index}@example.com`);
  const rows = people.map((label) => ({ id: uuidv7(), channelId: uuidv7(), label }));
  const at = new Date(NOW - DAY_MS);
  await database.db.statusSubscriber.createMany({
    data: rows.map(({ id, label }) => {
      return { id, pageId: page.id, kind: "email", label, addressHash: label, confirmedAt: at };
    }),
  });
  await database.db.channel.createMany({
    data: rows.map(({ id, channelId, label }) => {
      return {
        id: channelId,
        workspaceId,
        subscriberId: id,
        kind: "email",
        name: label,
        config: { to: [label] },
      };
    }),
  });
  await aPost();
  const planned = await Promise.all([planUpdates(deps, () => undefined), planUpdates(deps, () => undefined)]);
  expect(planned[0] + planned[1]).toBe(1_000);

  const channelId = await aChannel(database.db, { workspaceId });
  const alert = {
    workspaceId,
    channelId,
    event: "test",
    nextAt: new Date(NOW),
    createdAt: new Date(NOW),
  } as const;
  const monitor = { id: uuidv7(), name: "API", target: "" };
  const said = {
    kind: "test",
    incidentId: null,
    at: NOW,
    durationMs: null,
    workspace: { name: "Acme" },
    monitor,
  };
  await database.db.delivery.create({
    data: { ...alert, id: uuidv7(), notification: { ...said, reason: "", regions: [] } },
  });
  const sent = record();
  let sentBeforeAlert = -1;
  deps.send = async () => {
    sentBeforeAlert = sent.length;
    return { kind: "sent", request: null, response: { status: 200, body: "", latencyMs: 1 } };
  };
  await Promise.all([createNotifier(deps).run(60_000), createNotifier(deps).run(60_000)]);
  expect(sentBeforeAlert).toBeLessThanOrEqual(40);
  expect(sentBeforeAlert).toBeGreaterThanOrEqual(0);
  expect(sent).toHaveLength(1_000);
  expect(new Set(sent).size).toBe(1_000);
}, 60_000);

test("of a page that is not public only titles and links leave", async () => {
  await aSubscriber("one@example.com");
  const { API = "" } = page.components;
  await aPost({ body: "the words", components: [{ id: API, impact: "degraded" }] });
  await database.db.statusPage.update({ where: { id: page.id }, data: { access: { kind: "members" } } });
  await planUpdates(deps, () => undefined);
  await createNotifier(deps).wake();
  const [update] = deps.updates as [StatusUpdate];
  expect(update).toMatchObject({ page: { isPrivate: true }, update: { body: "" }, components: [] });
  expect(update.post.title).toBe("Checkout is slow");
  expect(update.urls.unsubscribe).toMatch(/^http:\/\/localhost:3000\/status\/acme\/unsubscribe\//);
});

test("links lead to the page's own domain once it is proven", async () => {
  await aSubscriber("one@example.com");
  const row = { pageId: page.id, domain: "status.acme.example", proof: "p", verifiedAt: new Date(NOW) };
  await database.db.statusDomain.create({ data: row });
  await aPost();
  await planUpdates(deps, () => undefined);
  await createNotifier(deps).wake();
  expect(deps.updates[0]?.urls.manage).toMatch(/^https:\/\/status\.acme\.example\/manage\//);
});

test("addresses that nobody confirmed are forgotten after two days, and nobody else", async () => {
  await aSubscriber("one@example.com");
  const { id } = await aSubscriber("waiting@example.com", { confirmed: false });
  deps.setNow(NOW + DAY_MS - 1_000);
  await tellSubscribers(deps);
  expect(await database.db.statusSubscriber.count({ where: { id } })).toBe(1);
  deps.setNow(NOW + DAY_MS + 1_000);
  await tellSubscribers(deps);
  await tellSubscribers(deps);
  expect(await database.db.statusSubscriber.findMany({ select: { label: true } })).toEqual([
    { label: "one@example.com" },
  ]);
});
