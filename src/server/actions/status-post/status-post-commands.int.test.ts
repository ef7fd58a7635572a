import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PostInput, PostView } from "#contracts/status-post.ts";
import { aStatusPage, type MadeStatusPage } from "#testing/a-status-page.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

const START = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const HOUR = 3_600_000;

let dashboard: Dashboard;
let editor: DashboardCaller;
let workspaceId: string;
let page: MadeStatusPage;
let nowMs: number;

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  nowMs = START;
  const member = await dashboard.member({ role: "editor" });
  ({ workspaceId } = member);
  editor = await dashboard.caller(member);
  page = await aStatusPage(dashboard.deps.db, {
    workspaceId,
    components: [{ name: "Checkout" }, { name: "Search" }],
  });
});

const incident: PostInput = {
  kind: "incident",
  title: "Checkout fails",
  state: "investigating",
  impact: "minor",
  body: "We look into it.",
  components: [],
  publish: { kind: "now" },
  notify: true,
};
const maintenance: PostInput = {
  ...incident,
  kind: "maintenance",
  state: "scheduled",
  impact: "none",
  startsAt: START + HOUR,
  endsAt: START + 2 * HOUR,
};
const post = async (change: Partial<PostInput> = {}) =>
  (await editor.statusPost.create({ pageId: page.id, input: { ...incident, ...change } })).id;
const get = (id: string): Promise<PostView> => editor.statusPost.get({ id });
const componentId = (name: string) => page.components[name] ?? "";

test("a post is published with its components, moves with its updates, and is opened again by one", async () => {
  const id = await post({ components: [{ id: componentId("Checkout"), impact: "degraded" }] });
  expect(await get(id)).toMatchObject({
    publishedAt: START,
    isAutomatic: false,
    components: [{ name: "Checkout", impact: "degraded" }],
    updates: [{ at: START, state: "investigating", body: "We look into it.", notify: true }],
  });
  nowMs += MINUTE;
  await editor.statusPost.addUpdate({ id, input: { state: "resolved", body: "It works.", notify: false } });
  expect(await get(id)).toMatchObject({ state: "resolved", endsAt: START + MINUTE });
  nowMs += MINUTE;
  await editor.statusPost.addUpdate({ id, input: { state: "monitoring", body: "Not quite." } });
  const reopened = await get(id);
  expect(reopened).toMatchObject({ state: "monitoring", endsAt: null });
  expect(reopened.updates.map(({ body }) => body)).toEqual(["Not quite.", "It works.", "We look into it."]);
});

test("of those who write at once nobody's words or components are lost", async () => {
  const id = await post();
  const names = ["Checkout", "Search"];
  await Promise.all(
    names.flatMap((name) =>
      [1, 2, 3].map((number) =>
        editor.statusPost.addUpdate({
          id,
          input: {
            state: "identified",
            body: `${name} ${number}`,
            components: [{ id: componentId(name), impact: "partial_outage" }],
          },
        }),
      ),
    ),
  );
  const { updates, components } = await get(id);
  expect(updates).toHaveLength(7);
  expect(new Set(updates.map(({ at }) => at)).size).toBe(7);
  expect(components.map(({ name }) => name)).toEqual(names);
});

test("an update that is sent twice is said once", async () => {
  const id = await post();
  const input = { updateId: crypto.randomUUID(), state: "identified" as const, body: "Again." };
  await Promise.all([1, 2, 3].map(() => editor.statusPost.addUpdate({ id, input })));
  expect((await get(id)).updates).toHaveLength(2);
});

test("of two edits that began with the same version one is refused", async () => {
  const id = await post();
  const { version, startsAt } = await get(id);
  const edit = { version, title: "Other", impact: "major" as const, startsAt, endsAt: null, components: [] };
  const done = await Promise.allSettled([1, 2].map(() => editor.statusPost.edit({ id, edit })));
  expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(editor.statusPost.edit({ id, edit })).rejects.toThrow(/since you began/);
});

describe("a draft", () => {
  test("is changed as one likes, and says when it is published what is newest", async () => {
    const id = await post({ publish: { kind: "draft" } });
    nowMs += MINUTE;
    await editor.statusPost.addUpdate({ id, input: { state: "identified", body: "A second thought." } });
    const [newest, oldest] = (await get(id)).updates;
    await editor.statusPost.editUpdate({
      id: oldest?.id ?? "",
      edit: { state: "investigating", body: "A better beginning." },
    });
    await editor.statusPost.publish({ id, publication: { kind: "now" } });
    const published = await get(id);
    expect(published).toMatchObject({ state: "identified", publishedAt: nowMs });
    expect(published.updates.map(({ body, notify }) => [body, notify])).toEqual([
      ["A second thought.", true],
      ["A better beginning.", false],
    ]);
    const change = { id: newest?.id ?? "", edit: { state: "identified" as const, body: "Never said." } };
    await expect(editor.statusPost.editUpdate(change)).rejects.toThrow(/may have read/);
    await expect(editor.statusPost.deleteUpdate({ id: change.id })).rejects.toThrow(/may have read/);
  });

  test("goes back to the state before when its newest update is deleted, and keeps its last one", async () => {
    const id = await post({ publish: { kind: "draft" } });
    await editor.statusPost.addUpdate({ id, input: { state: "monitoring", body: "Too early." } });
    const [newest, oldest] = (await get(id)).updates;
    await editor.statusPost.deleteUpdate({ id: newest?.id ?? "" });
    expect((await get(id)).state).toBe("investigating");
    await expect(editor.statusPost.deleteUpdate({ id: oldest?.id ?? "" })).rejects.toThrow(/at least one/);
  });

  test("that is published twice at once is published once; taken back, nobody sees it", async () => {
    const id = await post({ publish: { kind: "draft" } });
    await Promise.all([1, 2].map(() => editor.statusPost.publish({ id, publication: { kind: "now" } })));
    const entries = await dashboard.deps.db.auditEntry.findMany({ where: { subject: id } });
    expect(entries.filter(({ action }) => action === "status_post.publish")).toHaveLength(1);
    await editor.statusPost.unpublish({ id });
    expect(await get(id)).toMatchObject({ publishedAt: null, publishAt: null });
  });
});

describe("maintenance", () => {
  test("is begun, made longer and ended by a person", async () => {
    const id = await post(maintenance);
    await editor.statusPost.addUpdate({ id, input: { state: "in_progress", body: "We begin early." } });
    expect(await get(id)).toMatchObject({ state: "in_progress", startsAt: START });
    nowMs = START + 3 * HOUR;
    const longer = { state: "in_progress" as const, body: "It takes longer." };
    await expect(editor.statusPost.addUpdate({ id, input: longer })).rejects.toThrow(/when it ends now/);
    const endsAt = START + 4 * HOUR;
    await editor.statusPost.addUpdate({ id, input: { ...longer, endsAt } });
    expect(await get(id)).toMatchObject({ endsAt });
    await editor.statusPost.addUpdate({ id, input: { state: "completed", body: "Done." } });
    expect(await get(id)).toMatchObject({ state: "completed", endsAt: START + 3 * HOUR });
  });

  test.each<{ name: string; change: Partial<PostInput>; problem: RegExp }>([
    { name: "without an end", change: { endsAt: null }, problem: /input|right/ },
    { name: "that is over", change: { startsAt: START - HOUR, endsAt: START - 1 }, problem: /passed/ },
  ])("$name is refused", async ({ change, problem }) => {
    await expect(post({ ...maintenance, ...change })).rejects.toThrow(problem);
  });
});

test("an incident is posted once on a page, whoever is quicker", async () => {
  const { id: incidentId } = await editor.incident.create({
    title: "Refunds fail",
    severity: "normal",
    message: "",
    tellChannels: false,
    monitorIds: [],
  });
  const done = await Promise.allSettled([1, 2, 3].map(() => post({ incidentId })));
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await dashboard.deps.db.statusPost.count({ where: { incidentId } })).toBe(1);
});

test("the list shows what is open, planned, kept and past, page by page", async () => {
  await post();
  await post({ title: "Older", startsAt: START - HOUR });
  await post(maintenance);
  await post({ publish: { kind: "draft" } });
  await post({ publish: { kind: "at", at: START + MINUTE } });
  await post({ state: "resolved" });
  const first = await editor.statusPost.list({ pageId: page.id, filter: "open", limit: 1 });
  expect(first.counts).toEqual({ open: 2, scheduled: 2, drafts: 1, past: 1 });
  const second = await editor.statusPost.list({
    pageId: page.id,
    filter: "open",
    limit: 1,
    cursor: first.next,
  });
  expect([...first.posts, ...second.posts].map(({ title }) => title)).toEqual(["Checkout fails", "Older"]);
  expect(second.next).toBeNull();
});

test("a post-mortem begins with what visitors have read, and is not overwritten unknowingly", async () => {
  const id = await post();
  const { markdown, isInternal } = await editor.statusPost.draftPostMortem({ id });
  expect(isInternal).toBe(false);
  expect(markdown).toContain("- 2026-11-21 12:00: We look into it.");
  await editor.statusPost.savePostMortem({ id, markdown, basedOn: "" });
  await expect(editor.statusPost.savePostMortem({ id, markdown: "Mine", basedOn: "" })).rejects.toThrow(
    /Somebody else/,
  );
  expect((await get(id)).postMortem).toBe(markdown);
});

test("who sees a part of the workspace reads, and is told why they write nothing", async () => {
  const id = await post();
  const member = await dashboard.member({ role: "editor", workspaceId });
  await dashboard.deps.db.member.updateMany({ where: { userId: member.userId }, data: { tags: ["shop"] } });
  const restricted = await dashboard.caller(member);
  expect((await restricted.statusPost.get({ id })).title).toBe("Checkout fails");
  await expect(restricted.statusPost.delete({ id })).rejects.toThrow(/part of the workspace/);
});

test("what is done is in the audit log", async () => {
  const id = await post();
  await editor.statusPost.addUpdate({ id, input: { state: "resolved", body: "Done." } });
  await editor.statusPost.delete({ id });
  const entries = await dashboard.deps.db.auditEntry.findMany({
    where: { subject: id },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action }) => action)).toEqual([
    "status_post.create",
    "status_post.update",
    "status_post.delete",
  ]);
});
