import { afterAll, beforeAll, expect, test } from "vitest";
import type { StatusAccess } from "#contracts/status-page.ts";
import { aStatusPage } from "#testing/a-status-page.ts";
import { aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { createVisitors } from "#testing/visitor.ts";
import { answerBadge } from "./answer-badge.ts";
import { answerEmbed } from "./answer-embed.ts";

let dashboard: Dashboard;
let viewer: string;
let component: string;

beforeAll(async () => {
  dashboard = await createDashboard();
  const { db } = dashboard.deps;
  const member = await dashboard.member({ role: "viewer" });
  viewer = await createVisitors(dashboard).sessionOf(member);
  const { workspaceId } = member;
  const regionIds = [await aRegion(db, "aa-1")];
  const monitor = await aMonitor(db, { workspaceId, regionIds, fromMs: Date.now(), name: "CANARY internal" });
  const components = [{ name: 'Shop </text><script>"&', monitorIds: [monitor.id] }];
  const closed: Record<string, StatusAccess> = {
    "acme-members": { kind: "members" },
    "acme-email": { kind: "email", domains: ["acme.example"], addresses: [] },
    "acme-network": { kind: "network", ranges: ["203.0.113.0/24"] },
  };
  for (const [slug, access] of Object.entries(closed)) {
    await aStatusPage(db, { workspaceId, slug, access, components });
  }
  await aStatusPage(db, { workspaceId, slug: "acme-draft", state: "draft", components });
  const open = await aStatusPage(db, { workspaceId, slug: "acme-open", components });
  component = Object.values(open.components)[0] ?? "";
});
afterAll(() => dashboard.close());

type Asked = { slug: string; path: string; headers?: Record<string, string> };

async function ask({ slug, path, headers = {} }: Asked) {
  const { deps } = dashboard;
  const request = new Request(`${deps.auth.appUrl}/status/${slug}/${path}`, { headers });
  const [what, ...parts] = (path.split("?")[0] ?? "").split("/");
  const response =
    what === "embed"
      ? await answerEmbed(deps, request, slug)
      : await answerBadge(deps, request, { param: slug, parts });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: await response.text(),
  };
}

test("a badge is a picture that any site may show and that runs nothing, and knows no monitor", async () => {
  const { status, headers, text } = await ask({ slug: "acme-open", path: `badge/${component}/status.svg` });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "image/svg+xml; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "cross-origin",
  });
  expect(headers["cache-control"]).toMatch(/^public/);
  expect(text).toContain("Shop &lt;/text&gt;&lt;script&gt;&quot;&amp;");
  expect(text).not.toContain("CANARY");

  const again = await ask({
    slug: "acme-open",
    path: `badge/${component}/status.svg`,
    headers: { "if-none-match": headers.etag ?? "" },
  });
  expect([again.status, again.text]).toEqual([304, ""]);
});

test("wrong options say what is wrong, whether or not there is such a page", async () => {
  const path = "badge/status.svg?color=url(%23x)";
  const wrong = await ask({ slug: "acme-open", path });
  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain("color: green, yellow");
  expect(await ask({ slug: "acme-members", path })).toEqual(wrong);
  expect(await ask({ slug: "nobodys", path })).toEqual(wrong);
  const json = await ask({ slug: "acme-open", path: "badge/uptime.json?days=7" });
  expect(JSON.parse(json.text)).toMatchObject({ isError: true, message: "days: 30, 60, 90" });
});

test.each([{ path: "badge/status.svg" }, { path: "badge/uptime.json" }, { path: "embed" }])(
  "$path of a page that strangers may not see is that of a page that is not there",
  async ({ path }) => {
    const missing = await ask({ slug: "nobodys", path });
    expect(missing.status).toBe(404);
    for (const slug of ["acme-members", "acme-email", "acme-network", "acme-draft"]) {
      expect([slug, await ask({ slug, path })]).toEqual([slug, missing]);
    }
  },
);

test("a member sees them, in no cache and in no frame of another site", async () => {
  const headers = { cookie: viewer };
  const badge = await ask({ slug: "acme-members", path: "badge/status.svg", headers });
  expect([badge.status, badge.headers["cache-control"]]).toEqual([200, "private, no-store"]);
  const embed = await ask({ slug: "acme-members", path: "embed", headers });
  expect(embed.status).toBe(200);
  expect(embed.headers["content-security-policy"]).toContain("frame-ancestors 'self'");
  const open = await ask({ slug: "acme-open", path: "embed" });
  expect(open.headers["content-security-policy"]).toContain("frame-ancestors *");
});
