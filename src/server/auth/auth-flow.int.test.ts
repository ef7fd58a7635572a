import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { authOptions } from "./auth-options.ts";
import { currentPrincipal } from "./current-actor.ts";
import { openSession } from "./open-session.ts";
import { findPendingSignIn, takePendingSignIn } from "./second-factor.ts";
import { newSignInAttempt } from "./sign-in-attempt.ts";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await createDashboard();
});
afterAll(() => dashboard.close());

function options(headers = new Headers(), attempt = newSignInAttempt()) {
  const { deps } = dashboard;
  return authOptions(deps, { headers, address: "192.0.2.9" }, attempt);
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
  const account = { type: "credentials", provider: "credentials", providerAccountId: userId } as const;
  expect(await callbacks?.signIn?.({ user, account })).toBe(true);
  return (await callbacks?.jwt?.({ token: {}, user, account })) ?? {};
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

test("a session ends with the one that the browser had, whosever that was", async () => {
  const before = await dashboard.member({ role: "owner" });
  const { userId } = await dashboard.member({ role: "viewer" });
  const headers = await cookieFor({ sessionId: before.sessionId });
  const request = { headers, address: "192.0.2.9" };
  const opened = await openSession(dashboard.deps, request, { userId, method: "passkey" });
  expect(await actorOf(headers)).toBeNull();

  expect(opened.cookie).toMatch(/^uptick-session=[^;]+; Path=\/; Max-Age=2592000; SameSite=Lax; HttpOnly$/);
  const cookie = opened.cookie.split(";")[0] ?? "";
  expect(await actorOf(new Headers({ cookie }))).toMatchObject({ userId, sessionId: opened.sessionId });
  const row = await dashboard.deps.db.session.findUniqueOrThrow({ where: { id: opened.sessionId } });
  expect(row.method).toBe("passkey");
  expect(Math.abs(row.provenAt.getTime() - Date.now())).toBeLessThan(60_000);
});

test("whoever has a second factor gets no session from the first one, but a sign-in that waits", async () => {
  const { userId } = await dashboard.member({ role: "owner" });
  await dashboard.deps.db.user.update({ where: { id: userId }, data: { totpConfirmedAt: new Date() } });
  const attempt = newSignInAttempt();
  const { callbacks } = options(new Headers(), attempt);
  const user = { id: userId, email: "x@example.com" };
  const account = { type: "credentials", provider: "credentials", providerAccountId: userId } as const;
  const credentials = { callbackUrl: "http://localhost:3000/incidents" } as never;
  expect(await callbacks?.signIn?.({ user, account, credentials })).toBe(
    "http://localhost:3000/sign-in/second-factor",
  );
  await expect(callbacks?.jwt?.({ token: {}, user, account })).rejects.toThrow("Nobody");
  expect(await dashboard.deps.db.session.count({ where: { userId } })).toBe(1);

  const [cookie = ""] = attempt.cookies;
  expect(cookie).toMatch(/^uptick-second-factor=[^;]+; .*HttpOnly/);
  const headers = new Headers({ cookie: cookie.split(";")[0] ?? "" });
  const pending = { userId, method: "password", next: "/incidents" };
  expect(await findPendingSignIn(dashboard.deps, headers)).toEqual(pending);
  const taken = await Promise.all([1, 2, 3, 4].map(() => takePendingSignIn(dashboard.deps, headers)));
  expect(taken.filter((one) => one !== null).map((one) => one?.pending)).toEqual([pending]);
  expect(await findPendingSignIn(dashboard.deps, headers)).toBeNull();
});

test("next-auth sends nobody to another site", async () => {
  const baseUrl = "http://localhost:3000";
  const { callbacks } = options();
  expect(await callbacks?.redirect?.({ url: "//evil.example", baseUrl })).toBe(`${baseUrl}/monitors`);
  expect(await callbacks?.redirect?.({ url: `${baseUrl}/invite/x`, baseUrl })).toBe(`${baseUrl}/invite/x`);
});
