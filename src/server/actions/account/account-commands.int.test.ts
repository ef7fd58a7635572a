import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findSignedIn } from "#server/auth/find-actor.ts";
import { hashPassword, verifyPassword } from "#server/auth/password.ts";
import { stillActs } from "#server/auth/still-acts.ts";
import type { MailTransport } from "#server/channels/channel.ts";
import { watchMonitors } from "#server/views/watch-monitors.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

const PASSWORD = "four plain words here";
type Mail = Parameters<MailTransport["send"]>[0];
const mails: Mail[] = [];
const mail: MailTransport = {
  send: async (message) => {
    mails.push(message);
    return { kind: "sent" } as Awaited<ReturnType<MailTransport["send"]>>;
  },
};

let passwordHash: string;
let dashboard: Dashboard;
let member: Awaited<ReturnType<Dashboard["member"]>>;
let caller: DashboardCaller;
let email: string;
beforeAll(async () => {
  dashboard = await createDashboard({ mail });
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  email = `${uuidv7()}@example.com`;
  member = await dashboard.member({ role: "editor", email });
  await dashboard.deps.db.user.update({ where: { id: member.userId }, data: { passwordHash } });
  await dashboard.deps.db.rateLimit.deleteMany();
  caller = await dashboard.caller(member);
  mails.length = 0;
});

async function secondBrowser() {
  const session = { id: uuidv7(), userId: member.userId, expiresAt: new Date(Date.now() + 86_400_000) };
  await dashboard.deps.db.session.create({ data: session });
  return { ...member, sessionId: session.id };
}

async function grow(sessionId: string, ageMs: number) {
  const provenAt = new Date(Date.now() - ageMs);
  await dashboard.deps.db.session.update({ where: { id: sessionId }, data: { provenAt } });
  return dashboard.caller(member);
}

function actionsOf(userId: string) {
  const where = { userId, workspaceId: null };
  return dashboard.deps.db.auditEntry
    .findMany({ where, orderBy: { id: "asc" } })
    .then((entries) => entries.map(({ action }) => action));
}

function tokenIn(message: Mail | undefined): string {
  return /\/confirm-email\/([A-Za-z0-9_-]{43})/.exec(String(message?.text))?.[1] ?? "";
}

test("a new name is kept once, with before and after in the audit log", async () => {
  await caller.account.setName({ name: " Ada " });
  await caller.account.setName({ name: "Ada" });
  expect((await caller.account.get()).name).toBe("Ada");
  expect(await actionsOf(member.userId)).toEqual(["account.rename"]);
  await expect(caller.account.setName({ name: " " })).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("reading preferences change one by one, and unknown ones are refused", async () => {
  await caller.account.setReading({ locale: "de" });
  await caller.account.setReading({ timeZone: "Asia/Kolkata", preferences: { clock: "24" } });
  await caller.account.setReading({ preferences: { shortcuts: false } });
  expect(await caller.session.reader()).toEqual({
    locale: "de",
    timeZone: "Asia/Kolkata",
    preferences: {
      shortcuts: false,
      clock: "24",
      moments: "relative",
      firstStepsDone: false,
      digest: false,
    },
  });
  await caller.account.setReading({ locale: null, timeZone: null });
  expect(await caller.session.reader()).toMatchObject({ locale: null, timeZone: null });
  const wrong = [
    { timeZone: "Mars/Base" },
    { locale: "xx" },
    { preferences: { role: "owner" } },
    { id: "1" },
  ];
  for (const input of wrong) {
    await expect(caller.account.setReading(input as never)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
});

test("a new password takes the current one, keeps the rules, and ends every other session at its next call", async () => {
  const other = await secondBrowser();
  const open = await dashboard.caller(other);
  const actor = (await dashboard.caller(other)).session;
  await expect(actor.me()).resolves.toBeDefined();
  const input = { current: PASSWORD, password: "five other plain words" };
  await expect(caller.account.setPassword({ ...input, current: "wrong" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  await expect(caller.account.setPassword({ ...input, password: "password123" })).rejects.toThrow(
    "too common",
  );
  expect(await caller.account.setPassword(input)).toEqual({ ok: true, endedSessions: 1 });

  const row = await dashboard.deps.db.user.findUniqueOrThrow({ where: { id: member.userId } });
  expect(await verifyPassword(row.passwordHash, input.password)).toBe(true);
  await expect((await dashboard.caller(other)).session.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await expect((await dashboard.caller(member)).session.me()).resolves.toBeDefined();
  expect(open).toBeDefined();
});

test("without a password, setting one takes a fresh proof; guessing the current one has a limit", async () => {
  await dashboard.deps.db.user.update({ where: { id: member.userId }, data: { passwordHash: null } });
  const input = { current: null, password: "five other plain words" };
  const stale = await grow(member.sessionId, 16 * 60_000);
  await expect(stale.account.setPassword(input)).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
  const fresh = await grow(member.sessionId, 0);
  await fresh.account.setPassword(input);
  expect(await fresh.proof.ways()).toEqual(["password"]);

  const guess = () => fresh.account.setPassword({ ...input, current: "no" }).catch(({ code }) => code);
  for (let n = 0; n < 10; n += 1) expect(await guess()).toBe("BAD_REQUEST");
  expect(await guess()).toBe("TOO_MANY_REQUESTS");
});

test("a proof by password is for this browser only", async () => {
  const other = await secondBrowser();
  await grow(other.sessionId, 60 * 60_000);
  const stale = await grow(member.sessionId, 60 * 60_000);
  await expect(stale.account.export()).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
  await expect(stale.proof.withPassword({ password: "wrong" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  await stale.proof.withPassword({ password: PASSWORD });
  await expect((await dashboard.caller(member)).account.export()).resolves.toBeDefined();
  await expect((await dashboard.caller(other)).account.export()).rejects.toMatchObject({
    code: "PRECONDITION_FAILED",
  });
});

test("the device list names this one; all others end together, and their streams with them", async () => {
  const others = [await secondBrowser(), await secondBrowser()];
  const stranger = await dashboard.member({ role: "owner" });
  const sessions = await caller.session.list();
  expect(sessions.filter(({ current }) => current).map(({ id }) => id)).toEqual([member.sessionId]);
  expect(sessions).toHaveLength(3);

  const live = { kind: "user", sessionId: others[0]?.sessionId, workspaceId: member.workspaceId, tags: [] };
  const acts = () => stillActs(dashboard.deps, live as never);
  expect(await acts()).toBe(true);
  expect(await caller.session.revokeOthers()).toEqual({ ended: 2 });
  expect(await acts()).toBe(false);
  expect(await caller.session.list()).toHaveLength(1);
  await expect((await dashboard.caller(stranger)).session.me()).resolves.toBeDefined();
  expect(await actionsOf(member.userId)).toEqual(["session.revoke_others"]);
});

test("a stream of live changes ends when its session was ended elsewhere", async () => {
  const other = await secondBrowser();
  const actor = (await findSignedIn(dashboard.deps, { sessionId: other.sessionId, at: new Date() }))?.actor;
  if (!actor) throw new Error("The second browser is not signed in.");
  const { signal } = new AbortController();
  const stream = watchMonitors({ ...dashboard.deps, recheckMs: 20 }, actor, { ids: [], signal });
  const next = stream.next();
  await caller.session.revoke({ sessionId: other.sessionId });
  expect((await next).done).toBe(true);
});

test("a new address counts once its mailbox has confirmed it, and the old one is told", async () => {
  const after = `${uuidv7()}@new.example`;
  await caller.account.requestEmail({ email: after.toUpperCase() });
  expect(mails.map(({ to }) => to)).toEqual([[after]]);
  expect((await caller.account.get()).email).toBe(email);

  const visitor = await dashboard.caller(null);
  const token = tokenIn(mails[0]);
  const answers = await Promise.allSettled([1, 2, 3].map(() => visitor.account.confirmEmail({ token })));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await (await dashboard.caller(member)).account.get()).toMatchObject({
    email: after,
    isEmailVerified: true,
  });
  expect(mails.at(-1)?.to).toEqual([email]);
  expect(mails).toHaveLength(2);
  expect(await actionsOf(member.userId)).toEqual(["account.request_email", "account.change_email"]);
});

test("an address that somebody has is not taken, nor told; a second request voids the first link", async () => {
  const taken = `${uuidv7()}@example.com`;
  await dashboard.member({ role: "viewer", email: taken });
  await expect(caller.account.requestEmail({ email: taken })).resolves.toEqual({ ok: true });
  const visitor = await dashboard.caller(null);
  await expect(visitor.account.confirmEmail({ token: tokenIn(mails[0]) })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  await caller.account.requestEmail({ email: `${uuidv7()}@new.example` });
  await caller.account.requestEmail({ email: `${uuidv7()}@new.example` });
  await expect(visitor.account.confirmEmail({ token: tokenIn(mails[1]) })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(visitor.account.confirmEmail({ token: tokenIn(mails[2]) })).resolves.toBeDefined();
  const stale = await grow(member.sessionId, 60 * 60_000);
  await expect(stale.account.requestEmail({ email: taken })).rejects.toMatchObject({
    code: "PRECONDITION_FAILED",
  });
});
