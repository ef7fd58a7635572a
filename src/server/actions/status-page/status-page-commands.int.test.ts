import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyPassword } from "#server/auth/password.ts";
import { publishDue } from "#server/store/status-page-due-store.ts";
import { layoutOf } from "#testing/access/requests.ts";
import { aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

let dashboard: Dashboard;
let workspaceId: string;
let editor: DashboardCaller;
let stranger: DashboardCaller;
let monitors: { shop: string; api: string; foreign: string };
let count = 0;

beforeAll(async () => {
  dashboard = await createDashboard();
  const { db } = dashboard.deps;
  const member = await dashboard.member({ role: "editor" });
  const other = await dashboard.member({ role: "owner" });
  workspaceId = member.workspaceId;
  editor = await dashboard.caller(member);
  stranger = await dashboard.caller(other);
  const regionIds = [await aRegion(db, "aa-1")];
  const make = async (workspace: string, name: string) =>
    (await aMonitor(db, { workspaceId: workspace, regionIds, fromMs: Date.now(), name })).publicId;
  monitors = {
    shop: await make(workspaceId, "prod-shop-eu"),
    api: await make(workspaceId, "prod-api-eu"),
    foreign: await make(other.workspaceId, "theirs"),
  };
});
afterAll(() => dashboard.close());

let slug: string;
beforeEach(() => {
  count += 1;
  slug = `acme-${count}`;
});
const aPage = async () => (await editor.statusPage.create({ title: "Acme", slug })).id;
const actionsOf = async (subject: string) =>
  (await dashboard.deps.db.auditEntry.findMany({ where: { subject }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

describe("a page", () => {
  test("is a draft with a default look, and is in the list with its address", async () => {
    const id = await aPage();
    expect(await editor.statusPage.get({ id })).toMatchObject({
      slug,
      state: "draft",
      access: { kind: "public" },
      look: { theme: "clear", historyDays: 90 },
      hasPassword: false,
      sections: [],
      url: `http://localhost:3000/status/${slug}`,
    });
    const listed = (await editor.statusPage.list()).find((page) => page.id === id);
    expect(listed).toMatchObject({
      components: 0,
      worst: "unknown",
      openPosts: 0,
      drafts: 0,
      subscribers: 0,
    });
    expect((await stranger.statusPage.list()).map((page) => page.id)).not.toContain(id);
  });

  test("of an address that is taken is refused, in every workspace, and says at which field", async () => {
    await aPage();
    for (const caller of [editor, stranger]) {
      await expect(caller.statusPage.create({ title: "Copycat", slug })).rejects.toThrow(
        `The address ${slug} is taken. Choose another one.`,
      );
    }
  });

  test("gets the address once of six who want it at the same moment, by creating and by moving", async () => {
    const movers = await Promise.all(
      ["a", "b", "c"].map((sign) => editor.statusPage.create({ title: "Acme", slug: `${slug}-${sign}` })),
    );
    const wanted = `${slug}-wanted`;
    const outcomes = await Promise.allSettled([
      ...movers.map(({ id }) => editor.statusPage.setSlug({ id, slug: wanted })),
      editor.statusPage.create({ title: "New", slug: wanted }),
      stranger.statusPage.create({ title: "Theirs", slug: wanted }),
      editor.statusPage.duplicate({ id: movers[0]?.id ?? "", title: "Copy", slug: wanted }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason.message).toContain("is taken");
    }
    expect(await dashboard.deps.db.statusPage.count({ where: { slug: wanted } })).toBe(1);
  });

  test("leaves its old address to others when it moves; moving to where it is changes nothing", async () => {
    const id = await aPage();
    await editor.statusPage.setSlug({ id, slug });
    expect(await actionsOf(id)).toEqual(["status_page.create"]);
    await editor.statusPage.setSlug({ id, slug: `${slug}-new` });
    await expect(stranger.statusPage.create({ title: "Theirs", slug })).resolves.toBeDefined();
  });

  test("is refused beyond 200 in a workspace, also when two come for the last place", async () => {
    const full = await dashboard.member({ role: "owner" });
    const owner = await dashboard.caller(full);
    await dashboard.deps.sql.query(
      `INSERT INTO status_page (id, workspace_id, slug, title)
       SELECT gen_random_uuid(), $1, 'full-' || n, 'Full' FROM generate_series(1, 199) n`,
      [full.workspaceId],
    );
    const outcomes = await Promise.allSettled(
      ["a", "b"].map((sign) => owner.statusPage.create({ title: "Last", slug: `last-place-${sign}` })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(owner.statusPage.create({ title: "More", slug: "one-more" })).rejects.toThrow(
      "200 status pages at most",
    );
  });

  test("deleted is gone with all that is its, and its address is free", async () => {
    const id = await aPage();
    await editor.statusPage.saveLayout({ id, layout: layoutOf(monitors.shop) });
    await editor.statusPage.setDomain({ id, domain: "gone.example.com" });
    await editor.statusPage.delete({ id });
    await expect(editor.statusPage.get({ id })).rejects.toThrow("There is no such status page.");
    expect(await dashboard.deps.db.statusDomain.count({ where: { pageId: id } })).toBe(0);
    await expect(editor.statusPage.create({ title: "Again", slug })).resolves.toBeDefined();
    expect(await actionsOf(id)).toContain("status_page.delete");
  });
});

describe("the layout", () => {
  const section = { name: "Shop", collapsed: true };
  const show = { bars: true, uptime: false, chart: true, regions: false };

  test("is kept in order, with the ids that were given and new ones for what is new", async () => {
    const id = await aPage();
    const component = (name: string, ...monitorIds: string[]) => ({ name, monitorIds, show });
    await editor.statusPage.saveLayout({
      id,
      layout: [
        {
          ...section,
          components: [
            component("Cart", monitors.shop),
            component("API", monitors.api, monitors.shop, monitors.api),
          ],
        },
        { components: [component("Mail", monitors.api)] },
      ],
    });
    const first = (await editor.statusPage.get({ id })).sections;
    expect(
      first.map(({ name, collapsed, components }) => [name, collapsed, components.map((one) => one.name)]),
    ).toEqual([
      ["Shop", true, ["Cart", "API"]],
      ["", false, ["Mail"]],
    ]);
    expect(first[0]?.components[1]).toMatchObject({
      show,
      state: "unknown",
      monitors: [
        { id: monitors.api, name: "prod-api-eu" },
        { id: monitors.shop, name: "prod-shop-eu" },
      ],
    });

    const [shop, other] = first;
    const mail = other?.components[0];
    // Mail moves into the section that stays; its own section and Cart go.
    await editor.statusPage.saveLayout({
      id,
      layout: [
        {
          id: shop?.id,
          name: "All",
          components: [
            { id: mail?.id, name: "E-mail", monitorIds: [monitors.shop] },
            { id: shop?.components[1]?.id, name: "API", monitorIds: [monitors.api] },
          ],
        },
      ],
    });
    const second = (await editor.statusPage.get({ id })).sections;
    expect(second.map(({ id: sectionId }) => sectionId)).toEqual([shop?.id]);
    expect(second[0]?.components.map((one) => [one.id, one.name, one.monitors.length])).toEqual([
      [mail?.id, "E-mail", 1],
      [shop?.components[1]?.id, "API", 1],
    ]);
  });

  test("saved twice is the same", async () => {
    const id = await aPage();
    await editor.statusPage.saveLayout({ id, layout: layoutOf(monitors.shop) });
    const before = await editor.statusPage.get({ id });
    const layout = before.sections.map(({ components, ...texts }) => ({
      ...texts,
      components: components.map(({ monitors: shown, state: _, ...rest }) => ({
        ...rest,
        monitorIds: shown.map((one) => one.id),
      })),
    }));
    await editor.statusPage.saveLayout({ id, layout });
    expect(await editor.statusPage.get({ id })).toEqual(before);
  });

  test("takes neither monitors nor parts of others, nor one part twice, and then changes nothing", async () => {
    const id = await aPage();
    await editor.statusPage.saveLayout({ id, layout: layoutOf(monitors.shop) });
    const own = (await editor.statusPage.get({ id })).sections;
    const other = await editor.statusPage.create({ title: "Other", slug: `${slug}-other` });
    await editor.statusPage.saveLayout({ id: other.id, layout: layoutOf(monitors.api) });
    const [foreign] = (await editor.statusPage.get({ id: other.id })).sections;
    const component = { name: "Shop", monitorIds: [monitors.shop] };
    const refused = [
      layoutOf(monitors.foreign),
      layoutOf(monitors.shop, { section: foreign?.id ?? "" }),
      layoutOf(monitors.shop, { component: foreign?.components[0]?.id ?? "" }),
      [
        { id: own[0]?.id, components: [] },
        { id: own[0]?.id, components: [] },
      ],
      [
        {
          components: [
            { ...component, id: own[0]?.components[0]?.id },
            { ...component, id: own[0]?.components[0]?.id },
          ],
        },
      ],
    ];
    for (const layout of refused) {
      await expect(editor.statusPage.saveLayout({ id, layout })).rejects.toThrow(/does not exist any more/);
    }
    expect((await editor.statusPage.get({ id })).sections).toEqual(own);
    expect((await editor.statusPage.get({ id: other.id })).sections).toEqual([foreign]);
  });

  test("of 500 components is saved, of more is refused", async () => {
    const id = await aPage();
    const components = Array.from({ length: 200 }, (_, n) => ({
      name: `C${n}`,
      monitorIds: [monitors.shop],
    }));
    const sections = [{ components }, { components }, { components: components.slice(0, 100) }];
    await editor.statusPage.saveLayout({ id, layout: sections });
    expect((await editor.statusPage.list()).find((page) => page.id === id)?.components).toBe(500);
    const more = [...sections, { components: components.slice(0, 1) }];
    await expect(editor.statusPage.saveLayout({ id, layout: more })).rejects.toThrow(
      "500 components at most",
    );
  });

  test("shows what its monitors do, and a monitor that is deleted leaves it", async () => {
    const { db } = dashboard.deps;
    const id = await aPage();
    const [regionId = 0] = (await db.region.findMany({ where: { code: "aa-1" } })).map((region) => region.id);
    const made = await aMonitor(db, { workspaceId, regionIds: [regionId], fromMs: Date.now() });
    await db.monitorState.update({ where: { monitorId: made.id }, data: { verdict: "down" } });
    await db.monitorState.updateMany({
      where: { monitor: { publicId: monitors.api } },
      data: { verdict: "up" },
    });
    await editor.statusPage.saveLayout({
      id,
      layout: [
        {
          components: [
            { name: "Both", monitorIds: [made.publicId, monitors.api] },
            { name: "API", monitorIds: [monitors.api] },
          ],
        },
      ],
    });
    const states = async () =>
      (await editor.statusPage.get({ id })).sections[0]?.components.map((one) => one.state);
    expect(await states()).toEqual(["partial_outage", "operational"]);
    expect((await editor.statusPage.list()).find((page) => page.id === id)?.worst).toBe("partial_outage");
    await editor.monitor.delete({ id: made.publicId });
    expect(await states()).toEqual(["operational", "operational"]);
  });
});

describe("who is let in", () => {
  test("by a password: argon2id, which nothing gives back, and every change makes old cookies worthless", async () => {
    const id = await aPage();
    await expect(editor.statusPage.setAccess({ id, access: { kind: "password" } })).rejects.toThrow(
      "Choose a password",
    );
    await editor.statusPage.setAccess({ id, access: { kind: "password" }, password: "open sesame" });
    const stored = async () => dashboard.deps.db.statusPage.findUniqueOrThrow({ where: { id } });
    const first = await stored();
    expect(first.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await verifyPassword(first.passwordHash, "open sesame")).toBe(true);
    expect(first.accessVersion).toBe(2);
    expect(JSON.stringify(await editor.statusPage.get({ id }))).not.toContain("argon2");

    await editor.statusPage.setAccess({ id, access: { kind: "password" } });
    expect(await stored()).toMatchObject({ passwordHash: first.passwordHash, accessVersion: 3 });
    await editor.statusPage.setAccess({ id, access: { kind: "public" }, password: "not needed" });
    expect(await stored()).toMatchObject({ passwordHash: null, accessVersion: 4 });
    const entries = await dashboard.deps.db.auditEntry.findMany({ where: { subject: id } });
    expect(JSON.stringify(entries)).not.toMatch(/sesame|argon2|not needed/);
  });

  test("by e-mail needs somebody", async () => {
    const id = await aPage();
    await expect(
      editor.statusPage.setAccess({ id, access: { kind: "email", domains: [], addresses: [] } }),
    ).rejects.toThrow("Name at least one domain or address.");
    await editor.statusPage.setAccess({
      id,
      access: { kind: "email", domains: ["acme.com"], addresses: [] },
    });
    expect((await editor.statusPage.get({ id })).access).toEqual({
      kind: "email",
      domains: ["acme.com"],
      addresses: [],
    });
  });
});

describe("publishing", () => {
  test("holds since the first time; a draft again is published anew", async () => {
    const id = await aPage();
    await editor.statusPage.publish({ id });
    const { publishedAt } = await editor.statusPage.get({ id });
    await editor.statusPage.publish({ id });
    expect(await editor.statusPage.get({ id })).toMatchObject({ state: "published", publishedAt });
    await editor.statusPage.unpublish({ id });
    expect(await editor.statusPage.get({ id })).toMatchObject({ state: "draft", publishedAt: null });
  });

  test("comes by itself at its moment, once, and not when the plan was taken back", async () => {
    const { sql } = dashboard.deps;
    const id = await aPage();
    const at = Date.now() + 60_000;
    await expect(editor.statusPage.schedule({ id, at: Date.now() - 1 })).rejects.toThrow("still to come");
    await editor.statusPage.schedule({ id, at });
    expect(await publishDue(sql, new Date(at - 1))).toBe(0);
    await editor.statusPage.schedule({ id, at: null });
    expect(await publishDue(sql, new Date(at))).toBe(0);
    await editor.statusPage.schedule({ id, at });
    expect([
      await publishDue(sql, new Date(at + 5_000)),
      await publishDue(sql, new Date(at + 5_000)),
    ]).toEqual([1, 0]);
    expect(await editor.statusPage.get({ id })).toMatchObject({
      state: "published",
      publishedAt: at,
      publishAt: null,
    });
    await expect(editor.statusPage.schedule({ id, at: at + 60_000 })).rejects.toThrow("published already");
  });
});

test("a copy has the components, the look, the pictures and the access, and neither address nor domain", async () => {
  const id = await aPage();
  await editor.statusPage.saveLayout({ id, layout: layoutOf(monitors.shop) });
  await editor.statusPage.setLook({ id, look: { theme: "moss", accent: "#0f766e" } });
  await editor.statusPage.setAccess({ id, access: { kind: "members" } });
  await editor.statusPage.setDomain({ id, domain: "copied.example.com" });
  await editor.statusPage.publish({ id });
  const copy = await editor.statusPage.duplicate({ id, title: "Copy", slug: `${slug}-copy` });
  const [before, after] = [await editor.statusPage.get({ id }), await editor.statusPage.get({ id: copy.id })];
  expect(after).toMatchObject({
    title: "Copy",
    state: "draft",
    domain: null,
    look: before.look,
    access: before.access,
  });
  expect(after.sections[0]?.components[0]).toMatchObject({ name: "Shop", monitors: [{ id: monitors.shop }] });
  expect(after.sections[0]?.id).not.toBe(before.sections[0]?.id);
});

test("whoever is held to tags looks at pages, sees no monitors but their own, and changes nothing", async () => {
  const id = await aPage();
  await editor.statusPage.saveLayout({ id, layout: layoutOf(monitors.shop) });
  const member = await dashboard.member({ role: "editor", workspaceId });
  await dashboard.deps.db.member.updateMany({ where: { userId: member.userId }, data: { tags: ["mine"] } });
  const restricted = await dashboard.caller(member);
  const [shown] = (await restricted.statusPage.get({ id })).sections[0]?.components ?? [];
  expect(shown).toMatchObject({ name: "Shop", monitors: [] });
  await expect(restricted.statusPage.setTexts({ id, title: "Mine", description: "" })).rejects.toThrow(
    "You see a part of the workspace",
  );
});

test("every change is in the audit log, with who made it", async () => {
  const id = await aPage();
  await editor.statusPage.setTexts({ id, title: "Acme Cloud", description: "Hello" });
  await editor.statusPage.saveLayout({ id, layout: layoutOf(monitors.shop) });
  await editor.statusPage.setLook({ id, look: {} });
  await editor.statusPage.setAutoPosts({ id, autoPosts: "publish" });
  await editor.statusPage.publish({ id });
  await editor.statusPage.unpublish({ id });
  expect(await actionsOf(id)).toEqual([
    "status_page.create",
    "status_page.rename",
    "status_page.layout",
    "status_page.look",
    "status_page.auto_posts",
    "status_page.publish",
    "status_page.unpublish",
  ]);
  const entry = await dashboard.deps.db.auditEntry.findFirst({
    where: { subject: id },
    orderBy: { id: "desc" },
  });
  expect(entry).toMatchObject({ workspaceId, actor: expect.stringContaining("@"), address: "192.0.2.1" });
});
