import { afterAll, beforeAll, expect, test } from "vitest";
import { aStatusPage } from "#testing/a-status-page.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { createVisitors } from "#testing/visitor.ts";
import { answerPreview } from "./answer-preview.ts";

let dashboard: Dashboard;
let cookies: { viewer: string; stranger: string };
let workspaceId: string;

beforeAll(async () => {
  dashboard = await createDashboard();
  const { sessionOf } = createVisitors(dashboard);
  const viewer = await dashboard.member({ role: "viewer" });
  ({ workspaceId } = viewer);
  cookies = {
    viewer: await sessionOf(viewer),
    stranger: await sessionOf(await dashboard.member({ role: "owner" })),
  };
});
afterAll(() => dashboard.close());

async function preview(slug: string, cookie: string | null) {
  const { deps } = dashboard;
  const headers: HeadersInit = cookie === null ? {} : { cookie };
  const request = new Request(`${deps.auth.appUrl}/status/${slug}/preview`, { headers });
  const response = await answerPreview(deps, request, slug);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test("a member sees a draft in a frame of Uptick's own, and at once what was changed", async () => {
  await aStatusPage(dashboard.deps.db, { workspaceId, slug: "acme-draft", state: "draft", title: "Acme" });
  const first = await preview("acme-draft", cookies.viewer);
  expect(first.status).toBe(200);
  expect(first.text).toContain("Acme");
  expect(first.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  expect(first.headers.get("x-frame-options")).toBe("SAMEORIGIN");
  expect(first.headers.get("cache-control")).toBe("private, no-store");

  await dashboard.deps.db.statusPage.update({ where: { slug: "acme-draft" }, data: { title: "Renamed" } });
  expect((await preview("acme-draft", cookies.viewer)).text).toContain("Renamed");
});

test("to a visitor and to members of other workspaces, a page has no preview, be it public or not there", async () => {
  await aStatusPage(dashboard.deps.db, { workspaceId, slug: "acme-open" });
  const missing = await preview("nobodys", null);
  expect(missing.status).toBe(404);
  for (const cookie of [null, cookies.stranger]) {
    for (const slug of ["acme-open", "acme-draft", "nobodys"]) {
      const answer = await preview(slug, cookie);
      expect([answer.status, answer.text]).toEqual([404, missing.text]);
    }
  }
});
