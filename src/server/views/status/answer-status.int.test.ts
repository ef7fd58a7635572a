import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetStatusPage } from "#server/runtime/snapshot-cache.ts";
import { saveAsset } from "#server/store/status-asset-store.ts";
import { aStatusPage, aStatusPost, type StatusPageSpec } from "#testing/a-status-page.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { createVisitors } from "#testing/visitor.ts";
import { answerAsset } from "./answer-asset.ts";

let dashboard: Dashboard;
let visitors: ReturnType<typeof createVisitors>;
let workspaceId: string;
beforeAll(async () => {
  dashboard = await createDashboard();
  visitors = createVisitors(dashboard);
  ({ workspaceId } = await dashboard.member({ role: "owner" }));
});
afterAll(() => dashboard.close());

async function aPage(change: Partial<StatusPageSpec> = {}) {
  const slug = `page-${uuidv7().slice(-12)}`;
  return { ...(await aStatusPage(dashboard.deps.db, { workspaceId, slug, ...change })), slug };
}

test("five hundred visitors at once cost what one does", async () => {
  const { slug } = await aPage({ components: [{ name: "API" }] });
  const before = visitors.looks();
  const answers = await Promise.all(Array.from({ length: 500 }, () => visitors.see(slug)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(visitors.looks() - before).toBe(3);
});

test("who has the page already gets 304, and who reads another language gets another version", async () => {
  const { slug } = await aPage();
  const first = await visitors.see(slug);
  const etag = first.headers.get("etag") ?? "";
  expect((await visitors.see(slug, { headers: { "if-none-match": etag } })).status).toBe(304);
  const german = await visitors.see(slug, { headers: { "accept-language": "de-AT", "if-none-match": etag } });
  expect(german.status).toBe(200);
  expect(await german.text()).toContain('<html lang="de"');
  expect(await (await visitors.see(slug, { query: "?lang=hi" })).text()).toContain('<html lang="hi"');
  expect(first.headers.get("vary")).toContain("accept-language");
  expect(first.headers.get("cache-control")).toBe(
    "public, max-age=0, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400",
  );
});

test("what was changed is seen at the next look", async () => {
  const page = await aPage({ title: "Before" });
  expect(await (await visitors.see(page.slug)).text()).toContain("Before");
  await dashboard.deps.db.statusPage.update({ where: { id: page.id }, data: { title: "Afterwards" } });
  forgetStatusPage(page.id);
  expect(await (await visitors.see(page.slug)).text()).toContain("Afterwards");
  await dashboard.deps.db.statusPage.update({ where: { id: page.id }, data: { state: "draft" } });
  forgetStatusPage(page.id);
  expect((await visitors.see(page.slug)).status).toBe(404);
});

test("a page that was deleted elsewhere is gone, and does not live on as the last good one", async () => {
  const page = await aPage();
  expect((await visitors.see(page.slug)).status).toBe(200);
  await dashboard.deps.db.statusPage.delete({ where: { id: page.id } });
  const realNow = Date.now;
  Date.now = () => realNow() + 60_000;
  try {
    expect((await visitors.see(page.slug)).status).toBe(404);
  } finally {
    Date.now = realNow;
  }
});

test("months and posts are below the page; made-up ones are not there", async () => {
  const page = await aPage();
  const postId = await aStatusPost(dashboard.deps.db, {
    pageId: page.id,
    title: "Outage",
    startsAt: Date.now() - 60_000,
  });
  const month = new Date().toISOString().slice(0, 7);
  expect((await visitors.see(page.slug, {}, { kind: "history", month })).status).toBe(200);
  expect(await (await visitors.see(page.slug, {}, { kind: "post", id: postId })).text()).toContain("Outage");
  const missing = await (await visitors.see("no-such-page")).text();
  for (const part of [
    { kind: "history", month: "1999-01" },
    { kind: "history", month: "<script>" },
    { kind: "post", id: uuidv7() },
  ] as const) {
    const response = await visitors.see(page.slug, {}, part);
    expect([response.status, await response.text()]).toEqual([404, missing]);
  }
});

test("the snapshot is readable from any site, and search engines get what the page wishes", async () => {
  const page = await aPage({ domain: "status.robots.example" });
  const json = await visitors.see(page.slug, {}, { kind: "json" });
  expect(json.headers.get("access-control-allow-origin")).toBe("*");
  expect(await json.json()).toMatchObject({ page: { slug: page.slug }, state: "unknown" });
  const robots = await (await visitors.see("@status.robots.example", {}, { kind: "robots" })).text();
  expect(robots).toBe("User-agent: *\nAllow: /\nSitemap: https://status.robots.example/sitemap.xml\n");
  const sitemap = await (await visitors.see("@STATUS.robots.example", {}, { kind: "sitemap" })).text();
  expect(sitemap).toContain("<loc>https://status.robots.example/history/");
  const hidden = await aPage({ look: { indexed: false } });
  const answer = await visitors.see(hidden.slug);
  expect(answer.headers.get("x-robots-tag")).toBe("noindex, nofollow");
  expect(await (await visitors.see(hidden.slug, {}, { kind: "robots" })).text()).toContain("Disallow: /");
});

test("on a domain of the page's own, links begin at its root", async () => {
  const page = await aPage({ domain: "status.links.example" });
  const month = new Date().toISOString().slice(0, 7);
  const own = await (await visitors.see("@status.links.example", {}, { kind: "history", month })).text();
  expect(own).not.toContain(`/status/${page.slug}`);
  expect(await (await visitors.see(page.slug, {}, { kind: "history", month })).text()).toContain(
    `href="/status/${page.slug}"`,
  );
});

test("pictures are as private as their page, and only the present one is there", async () => {
  const { db } = dashboard.deps;
  const [open, closed] = [await aPage(), await aPage({ access: { kind: "members" } })];
  const file = { kind: "logo" as const, contentType: "image/png", bytes: Buffer.from("PNG"), at: new Date() };
  const hash = await saveAsset(db, { ...file, pageId: open.id });
  await saveAsset(db, { ...file, pageId: closed.id });
  const ask = (param: string, name: string) =>
    answerAsset(dashboard.deps, new Request("http://localhost:3000/"), { param, name });
  const picture = await ask(open.slug, `logo-${hash}`);
  expect(picture.headers.get("content-type")).toBe("image/png");
  expect(picture.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(picture.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(await picture.text()).toBe("PNG");
  for (const name of [`favicon-${hash}`, "logo-0000000000000000", "logo", "../logo"]) {
    expect((await ask(open.slug, name)).status).toBe(404);
  }
  expect((await ask(closed.slug, `logo-${hash}`)).status).toBe(404);
  const snapshot = await (await visitors.see(open.slug, {}, { kind: "json" })).json();
  expect(snapshot.page.assets).toEqual({ logo: `/asset/logo-${hash}` });
});
