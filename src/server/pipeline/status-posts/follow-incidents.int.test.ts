import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AutoPosts } from "#contracts/status-page.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import { lockPost, savePost } from "#server/store/status-post-store.ts";
import { aStatusPage, type MadeStatusPage } from "#testing/a-status-page.ts";
import { aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { beginRound, type Step, writeVerdicts } from "#testing/verdict-writer.ts";
import { followIncidents } from "./follow-incidents.ts";

const START = Date.UTC(2027, 0, 15, 10);
const SECOND = 1_000;
const MINUTE = 60_000;
let database: TestDatabase;
let workspaceId: string;
let regionId: number;
let deps: TestDeps;
let shop: number;
let search: number;
let page: MadeStatusPage;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db, "Acme");
  regionId = await aRegion(database.db, "eu");
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE monitor, incident, status_page CASCADE");
  deps = createTestDeps(database, createMemoryStream(), START);
  shop = await monitor("secret-host-1");
  search = await monitor("secret-host-2");
  page = await makePage("publish");
});

async function monitor(name: string): Promise<number> {
  const { id } = await aMonitor(database.db, { workspaceId, regionIds: [regionId], fromMs: START, name });
  await database.pool.query("UPDATE monitor_state SET verdict = 'up', raw = 'up' WHERE monitor_id = $1", [
    id,
  ]);
  return id;
}
const makePage = (autoPosts: AutoPosts, locale: "en" | "de" = "en") =>
  aStatusPage(database.db, {
    workspaceId,
    autoPosts,
    look: { locale },
    components: [
      { name: "Checkout", monitorIds: [shop] },
      { name: "Search", monitorIds: [search] },
    ],
  });
const say = (later: number, monitorId: number, to: Step["to"]) => {
  deps.setNow(START + later);
  return writeVerdicts(database.pool, {
    steps: [{ monitorId, to, at: START + later }],
    nowMs: START + later,
  });
};
/** Three runners at once, then one more, which finds nothing left to do. */
async function follow(later: number): Promise<void> {
  deps.setNow(START + later);
  await Promise.all([1, 2, 3].map(() => followIncidents(deps)));
  await followIncidents(deps);
  expect(await followIncidents(deps)).toBe(0);
}
async function posts(pageId = page.id) {
  const found = await database.db.statusPost.findMany({
    where: { pageId },
    include: { updates: { orderBy: { at: "asc" } }, components: { include: { component: true } } },
    orderBy: { id: "asc" },
  });
  return found.map((post) => ({
    title: post.title,
    state: post.state,
    impact: post.impact,
    isPublished: post.publishedAt !== null,
    said: post.updates.map(({ body }) => body),
    components: Object.fromEntries(post.components.map((one) => [one.component.name, one.impact])),
  }));
}
/** What a person does to a post: from then on it is theirs. */
async function touch(): Promise<string> {
  const { id } = await database.db.statusPost.findFirstOrThrow({ where: { pageId: page.id } });
  await database.db.$transaction(async (tx) => {
    const post = await lockPost(sqlOf(tx), { workspaceId, id });
    if (post) await savePost(sqlOf(tx), { ...post, personAt: deps.clock() }, deps.clock());
  });
  return id;
}
const suggestionOf = async (id: string) =>
  (await database.db.statusPost.findUniqueOrThrow({ where: { id } })).suggestion;

test("an outage is told and its end, once, without a word of how it was found out", async () => {
  await say(0, shop, "down");
  await follow(SECOND);
  expect(await posts()).toEqual([
    {
      title: "Problem with Checkout",
      state: "investigating",
      impact: "major",
      isPublished: true,
      said: ["We are investigating a problem with Checkout."],
      components: { Checkout: "major_outage" },
    },
  ]);
  await say(5 * MINUTE, shop, "up");
  await follow(5 * MINUTE);
  const [post] = await posts();
  expect(post).toMatchObject({ state: "resolved", components: { Checkout: "major_outage" } });
  expect(post?.said).toEqual(["We are investigating a problem with Checkout.", "Checkout works again."]);
  const { endsAt } = await database.db.statusPost.findFirstOrThrow();
  expect(endsAt?.getTime()).toBe(START + 5 * MINUTE);
  expect(JSON.stringify(await posts())).not.toContain("secret-host");
});

test("slow is minor, and worse is not said twice", async () => {
  await say(0, shop, "degraded");
  await follow(0);
  expect(await posts()).toMatchObject([{ impact: "minor", components: { Checkout: "degraded" } }]);
  await say(2 * MINUTE, shop, "down");
  await follow(2 * MINUTE);
  const [post] = await posts();
  expect(post).toMatchObject({ impact: "major", components: { Checkout: "major_outage" } });
  expect(post?.said).toHaveLength(1);
});

test("the page's language is spoken", async () => {
  const german = await makePage("publish", "de");
  await say(0, shop, "down");
  await follow(0);
  await say(MINUTE, shop, "up");
  await follow(MINUTE);
  expect((await posts(german.id))[0]?.said).toEqual([
    "Wir untersuchen ein Problem mit Checkout.",
    "Checkout funktioniert wieder.",
  ]);
});

test("what begins within a minute is one post, which says who is still not well", async () => {
  await say(0, shop, "down");
  await follow(SECOND);
  await say(20 * SECOND, search, "down");
  await follow(21 * SECOND);
  expect(await posts()).toMatchObject([{ components: { Checkout: "major_outage" } }]);
  await follow(31 * SECOND);
  await say(3 * MINUTE, shop, "up");
  await follow(3 * MINUTE);
  await say(4 * MINUTE, search, "up");
  await follow(4 * MINUTE);
  expect(await posts()).toEqual([
    expect.objectContaining({
      title: "Problem with Checkout and Search",
      state: "resolved",
      impact: "critical",
      said: [
        "We are investigating a problem with Checkout.",
        "We are investigating a problem with Checkout and Search.",
        "Checkout works again. We are still investigating a problem with Search.",
        "Checkout and Search work again.",
      ],
    }),
  ]);
});

test("what begins later is a post of its own", async () => {
  await say(0, shop, "down");
  await follow(0);
  await say(10 * MINUTE, search, "down");
  await follow(10 * MINUTE);
  expect((await posts()).map(({ title }) => title)).toEqual(["Problem with Checkout", "Problem with Search"]);
});

test("a monitor that comes and goes has one post within a quarter of an hour, and another one after that", async () => {
  for (const minute of [0, 4, 8]) {
    await say(minute * MINUTE, shop, "down");
    await follow(minute * MINUTE);
    await say((minute + 2) * MINUTE, shop, "up");
    await follow((minute + 2) * MINUTE);
  }
  const [post, ...others] = await posts();
  expect(others).toEqual([]);
  expect(post?.said).toHaveLength(6);
  expect(post?.said[2]).toBe("There is a problem with Checkout again. We are investigating it.");
  await say(40 * MINUTE, shop, "down");
  await follow(40 * MINUTE);
  expect(await posts()).toHaveLength(2);
});

test.each<{ mode: AutoPosts; count: number }>([
  { mode: "off", count: 0 },
  { mode: "draft", count: 1 },
])("a page that is set to $mode shows nothing by itself", async ({ mode, count }) => {
  const other = await makePage(mode);
  await say(0, shop, "down");
  await follow(0);
  const made = await posts(other.id);
  expect(made).toHaveLength(count);
  expect(made.every(({ isPublished }) => !isPublished)).toBe(true);
  await say(MINUTE, shop, "up");
  await follow(MINUTE);
  expect((await posts(other.id)).map(({ state }) => state)).toEqual(count === 0 ? [] : ["resolved"]);
});

test("what nobody sees and what is over begins no post", async () => {
  const draft = await aStatusPage(database.db, {
    workspaceId,
    state: "draft",
    autoPosts: "publish",
    components: [{ name: "Checkout", monitorIds: [shop] }],
  });
  await say(0, shop, "down");
  await follow(0);
  expect(await posts(draft.id)).toEqual([]);
  await say(0, search, "down");
  await say(1, search, "up");
  await follow(2);
  expect((await posts()).map(({ title }) => title)).toEqual(["Problem with Checkout"]);
});

describe("once a person has written", () => {
  test("the end is only suggested, and goes when the trouble is back", async () => {
    await say(0, shop, "down");
    await follow(0);
    const id = await touch();
    await say(2 * MINUTE, shop, "up");
    await follow(2 * MINUTE);
    expect(await posts()).toMatchObject([{ state: "investigating", said: [expect.any(String)] }]);
    expect(await suggestionOf(id)).toEqual({ state: "resolved", body: "Checkout works again." });
    await say(3 * MINUTE, shop, "down");
    await follow(3 * MINUTE);
    expect(await posts()).toHaveLength(1);
    expect(await suggestionOf(id)).toBeNull();
  });

  test("a post that they have deleted does not come again", async () => {
    await say(0, shop, "down");
    await follow(0);
    await database.db.statusPost.deleteMany({});
    await follow(MINUTE);
    expect(await posts()).toEqual([]);
  });

  test("what they published of a page that drafts is not changed", async () => {
    const other = await makePage("draft");
    await say(0, shop, "down");
    await follow(0);
    await database.db.statusPost.updateMany({
      where: { pageId: other.id },
      data: { publishedAt: new Date(START) },
    });
    await say(MINUTE, shop, "up");
    await follow(MINUTE);
    expect(await posts(other.id)).toMatchObject([{ state: "investigating" }]);
  });
});

describe("a parent", () => {
  beforeEach(() => database.db.monitorParent.create({ data: { monitorId: shop, parentId: search } }));

  test("that is down keeps its children's posts back until it is up", async () => {
    await say(0, search, "down");
    await say(SECOND, shop, "down");
    await follow(2 * SECOND);
    expect((await posts()).map(({ title }) => title)).toEqual(["Problem with Search"]);
  });

  test("that only fails has 20 seconds to go down", async () => {
    await beginRound(database.pool, { monitorId: search, at: START });
    await say(SECOND, shop, "down");
    await follow(2 * SECOND);
    expect(await posts()).toEqual([]);
    await follow(22 * SECOND);
    expect(await posts()).toHaveLength(1);
  });

  test("that is down in its maintenance keeps them back, too", async () => {
    await database.pool.query(
      "UPDATE monitor_state SET verdict = 'maintenance', raw = 'down' WHERE monitor_id = $1",
      [search],
    );
    await say(SECOND, shop, "down");
    await follow(30 * SECOND);
    expect(await posts()).toEqual([]);
  });
});

test("a monitor in maintenance begins no post, and does not end one either", async () => {
  await say(0, shop, "down");
  await say(1, shop, "maintenance");
  await follow(SECOND);
  expect(await posts()).toEqual([]);
  await say(2 * SECOND, search, "down");
  await follow(3 * SECOND);
  await say(MINUTE, search, "maintenance");
  await follow(2 * MINUTE);
  expect(await posts()).toMatchObject([{ state: "investigating", components: { Search: "major_outage" } }]);
});

test("an incident that is resolved by hand while its monitor is down does not make it work", async () => {
  await say(0, shop, "down");
  await follow(0);
  await database.db.incident.updateMany({ data: { closedAt: new Date(START + SECOND) } });
  await follow(MINUTE);
  expect(await posts()).toMatchObject([{ state: "investigating" }]);
  await database.pool.query("UPDATE monitor SET paused_at = now() WHERE id = $1", [shop]);
  await follow(2 * MINUTE);
  expect((await posts())[0]?.said.at(-1)).toBe("The problem with Checkout is over.");
});

test("a component that shows several monitors is out in part", async () => {
  const both = await aStatusPage(database.db, {
    workspaceId,
    autoPosts: "publish",
    components: [{ name: "Everything", monitorIds: [shop, search] }],
  });
  await say(0, shop, "down");
  await follow(0);
  expect(await posts(both.id)).toMatchObject([{ components: { Everything: "partial_outage" } }]);
});
