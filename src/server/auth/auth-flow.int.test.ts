import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { authOptions } from "./auth-options.ts";
import { currentPrincipal } from "./current-actor.ts";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await createDashboard();
});
afterAll(() => dashboard.close());

function options(headers = new Headers()) {
  const { deps } = dashboard;
  return authOptions(deps, { headers, address: "192.0.2.9" });
}

async function cookieFor(token: Record<string, unknown>, secret = dashboard.deps.auth.secret) {
  return new Headers({ cookie: `other=1; uptick-session=${await encode({ token, secret })}` });
}

async function actorOf(headers: Headers) {
  const request = { headers, at: new Date(), address: "192.0.2.9" };
  return (await currentPrincipal(dashboard.deps, request)).actor;
}

async function signIn(userId: string, headers = new Headers()): Promise<Record<string, unknown>> {
  const { callbacks } = options(headers);
  const user = { id: userId, email: "x@example.com" };
  const token = await callbacks?.jwt?.({ token: {}, user, account: null });
  return token ?? {};
}

test("signing in opens a session that the cookie leads to", async () => {
  const { userId, workspaceId } = await dashboard.member({ role: "editor" });
  const token = await signIn(userId, new Headers({ "user-agent": "Test browser" }));
  const actor = await actorOf(await cookieFor(token));
  expect(actor).toMatchObject({
    kind: "user",
    userId,
    workspaceId,
    role: "editor",
    sessionId: token.sessionId,
  });
  const row = await dashboard.deps.db.session.findUniqueOrThrow({ where: { id: String(token.sessionId) } });
  expect([row.userAgent, row.address]).toEqual(["Test browser", "192.0.2.9"]);
});

test("every sign-in has a new id, and the session that the browser had before ends", async () => {
  const { userId } = await dashboard.member({ role: "editor" });
  const first = await signIn(userId);
  const second = await signIn(userId, await cookieFor(first));
  expect(second.sessionId).not.toBe(first.sessionId);
  expect(await actorOf(await cookieFor(first))).toBeNull();
  expect(await actorOf(await cookieFor(second))).not.toBeNull();
});

test("signing out ends the session on the server, not only in the browser", async () => {
  const { userId } = await dashboard.member({ role: "editor" });
  const token = await signIn(userId);
  const headers = await cookieFor(token);
  await options().events?.signOut?.({ token, session: { expires: "" } });
  expect(await actorOf(headers)).toBeNull();
  await expect(options().callbacks?.jwt?.({ token, account: null } as never)).rejects.toThrow("over");
});

test("an expired session, a removed member and a deleted user are nobody", async () => {
  const { db } = dashboard.deps;
  const expired = await dashboard.member({ role: "viewer" });
  await db.session.update({
    where: { id: expired.sessionId },
    data: { expiresAt: new Date(Date.now() - 1) },
  });
  const removed = await dashboard.member({ role: "viewer" });
  await db.member.deleteMany({ where: { userId: removed.userId } });
  const deleted = await dashboard.member({ role: "viewer" });
  await db.user.delete({ where: { id: deleted.userId } });
  for (const { sessionId } of [expired, removed, deleted]) {
    expect(await actorOf(await cookieFor({ sessionId }))).toBeNull();
  }
});

test("a new role counts at the next call", async () => {
  const { userId, sessionId } = await dashboard.member({ role: "viewer" });
  await dashboard.deps.db.member.updateMany({ where: { userId }, data: { role: "admin" } });
  expect(await actorOf(await cookieFor({ sessionId }))).toMatchObject({ role: "admin" });
});

test("a forged, damaged or foreign cookie is the same as none", async () => {
  const { sessionId } = await dashboard.member({ role: "owner" });
  const cookies = [
    await cookieFor({ sessionId }, "y".repeat(40)),
    await cookieFor({ sessionId: "' OR 1=1" }),
    await cookieFor({}),
    new Headers({ cookie: "uptick-session=%E0%A4%A" }),
    new Headers({ cookie: "uptick-session=" }),
    new Headers({ authorization: "Bearer %E0%A4%A" }),
    new Headers(),
  ];
  for (const headers of cookies) expect(await actorOf(headers)).toBeNull();
});
