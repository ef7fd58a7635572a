import { afterAll, beforeAll, expect, test } from "vitest";
import { MONITOR } from "#testing/access/requests.ts";
import { aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

let dashboard: Dashboard;
let stranger: DashboardCaller;
beforeAll(async () => {
  dashboard = await createDashboard();
  await aRegion(dashboard.deps.db, "aa-1");
  stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
});
afterAll(() => dashboard.close());

test("nobody ends somebody else's session", async () => {
  const victim = await dashboard.member({ role: "viewer" });
  await expect(stranger.session.revoke({ sessionId: victim.sessionId })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const self = await dashboard.caller(victim);
  await expect(self.session.revoke({ sessionId: victim.sessionId })).resolves.toEqual({ ok: true });
  expect((await dashboard.caller(victim)) && (await self.session.list())).toEqual([]);
  const later = await dashboard.caller(victim);
  await expect(later.session.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});

test("a mutation from another site is refused, a query is not", async () => {
  const member = await dashboard.member({ role: "owner" });
  const forged = await dashboard.caller(member, { forgery: "This request comes from another site." });
  await expect(forged.monitor.create(MONITOR)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(forged.session.signOut()).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(forged.session.me()).resolves.toMatchObject({ userId: member.userId });
});

test("an unknown error reaches the user as one sentence with the request's number, and the log in full", async () => {
  const sql = { query: () => Promise.reject(new Error("password=hunter2 in SQL")) };
  const deps = { ...dashboard.deps, sql: sql as unknown as typeof dashboard.deps.sql };
  const caller = await dashboard.caller(await dashboard.member({ role: "owner" }), { deps });
  const error = await caller.monitor.list({}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
  expect(String(error)).toContain("request-1");
  expect(String(error)).not.toContain("hunter2");
  expect(dashboard.logged.at(-1)).toMatchObject({ level: "error", detail: { requestId: "request-1" } });
});
