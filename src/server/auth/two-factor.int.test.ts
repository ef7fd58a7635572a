import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { finishSecondFactor } from "./finish-second-factor.ts";
import { hashRecoveryCode } from "./recovery-codes.ts";
import { startSecondFactor } from "./second-factor.ts";
import { findTotpStep, openTotp, takeTotpCode } from "./totp.ts";

const STEP_MS = 30_000;
let now = new Date("2026-11-21T12:00:00Z");
let dashboard: Dashboard;
let member: Awaited<ReturnType<Dashboard["member"]>>;
let caller: DashboardCaller;
beforeAll(async () => {
  dashboard = await createDashboard({ now: () => now });
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  now = new Date("2026-11-21T12:00:00Z");
  member = await dashboard.member({ role: "editor" });
  const { db } = dashboard.deps;
  await db.rateLimit.deleteMany();
  const times = { createdAt: now, lastSeenAt: now, provenAt: now };
  await db.session.update({
    where: { id: member.sessionId },
    data: { ...times, expiresAt: new Date(now.getTime() + 86_400_000) },
  });
  caller = await dashboard.caller(member);
});

function codeAt(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
}

async function switchOn() {
  const { secret } = await caller.twoFactor.start();
  const { recoveryCodes } = await caller.twoFactor.confirm({ code: codeAt(secret, now) });
  return { secret, recoveryCodes: recoveryCodes ?? [] };
}

/** The browser's cookie after a right first factor. */
async function pendingCookie(): Promise<string> {
  const pending = { userId: member.userId, method: "password" as const, next: "/incidents" };
  return (await startSecondFactor(dashboard.deps, pending)).split(";")[0] ?? "";
}

function finish(cookie: string, way: "totp" | "recovery", code: string, address = "192.0.2.7") {
  return finishSecondFactor(dashboard.deps, { headers: new Headers({ cookie }), address }, { way, code });
}

test("a code of the step before, now and after is taken; others are not", () => {
  const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  const steps = [-2, -1, 0, 1, 2].map((away) => {
    const code = codeAt(secret, new Date(now.getTime() + away * STEP_MS));
    return findTotpStep(secret, code, now);
  });
  const step = now.getTime() / STEP_MS;
  expect(steps).toEqual([null, step - 1, step, step + 1, null]);
  for (const code of ["", "12345", "1234567", "abcdef"]) expect(findTotpStep(secret, code, now)).toBeNull();
  const spaced = codeAt(secret, now).replace(/^(...)/, "$1 ");
  expect(findTotpStep(secret, spaced, now)).toBe(step);
});

test("two-factor counts once a code has confirmed it, and the secret lies sealed", async () => {
  const { secret, qr } = await caller.twoFactor.start();
  expect(qr.size).toBeGreaterThan(20);
  expect((await caller.account.get()).totpSince).toBeNull();
  await expect(caller.twoFactor.confirm({ code: "000000" })).rejects.toMatchObject({ code: "BAD_REQUEST" });

  const { recoveryCodes } = await caller.twoFactor.confirm({ code: codeAt(secret, now) });
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await caller.account.get()).toMatchObject({ totpSince: now.getTime(), recoveryCodesLeft: 10 });
  const row = await dashboard.deps.db.user.findUniqueOrThrow({ where: { id: member.userId } });
  expect(row.totpSecret).not.toContain(secret);
  expect(openTotp(dashboard.deps.keyRing, member.userId, row.totpSecret ?? "")).toBe(secret);
  expect(() => openTotp(dashboard.deps.keyRing, member.workspaceId, row.totpSecret ?? "")).toThrow();
  await expect(caller.twoFactor.start()).rejects.toMatchObject({ code: "CONFLICT" });
});

test("of many who send the same code at once, one is let through", async () => {
  const { secret } = await switchOn();
  now = new Date(now.getTime() + STEP_MS);
  const code = codeAt(secret, now);
  const given = { userId: member.userId, code, at: now };
  const answers = await Promise.all(Array.from({ length: 8 }, () => takeTotpCode(dashboard.deps, given)));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await takeTotpCode(dashboard.deps, given)).toBe(false);
});

test("the code that switched it on does not sign in as well, nor does an older one", async () => {
  const { secret } = await switchOn();
  const cookie = await pendingCookie();
  await expect(finish(cookie, "totp", codeAt(secret, now))).rejects.toMatchObject({ code: "invalid" });
  const before = codeAt(secret, new Date(now.getTime() - STEP_MS));
  await expect(finish(cookie, "totp", before)).rejects.toMatchObject({ code: "invalid" });
});

test("the session appears after the second factor only, once, and leads where it was going", async () => {
  const { secret } = await switchOn();
  now = new Date(now.getTime() + STEP_MS);
  const cookie = await pendingCookie();
  const sessions = () => dashboard.deps.db.session.count({ where: { userId: member.userId } });
  expect(await sessions()).toBe(1);
  await expect(finish(cookie, "totp", "000000")).rejects.toMatchObject({ code: "invalid" });
  expect(await sessions()).toBe(1);

  const { cookies, next } = await finish(cookie, "totp", codeAt(secret, now));
  expect(next).toBe("/incidents");
  expect(cookies[0]).toMatch(/^uptick-session=/);
  expect(cookies[1]).toMatch(/^uptick-second-factor=;.*Max-Age=0/);
  expect(await sessions()).toBe(2);
  now = new Date(now.getTime() + STEP_MS);
  await expect(finish(cookie, "totp", codeAt(secret, now))).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("a recovery code works once, however it is typed, and is stored as a hash", async () => {
  const { recoveryCodes } = await switchOn();
  const [code = ""] = recoveryCodes;
  const rows = await dashboard.deps.db.recoveryCode.findMany({ where: { userId: member.userId } });
  expect(rows.map((row) => row.hash)).toContain(hashRecoveryCode(code));
  expect(JSON.stringify(rows)).not.toContain(code);

  const cookies = await Promise.all([pendingCookie(), pendingCookie(), pendingCookie()]);
  const typed = ` ${code.toUpperCase().replaceAll("-", "")} `;
  const answers = await Promise.allSettled(cookies.map((cookie) => finish(cookie, "recovery", typed)));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await caller.account.get()).recoveryCodesLeft).toBe(9);

  const { recoveryCodes: fresh } = await caller.twoFactor.renewCodes();
  await expect(finish(await pendingCookie(), "recovery", recoveryCodes[1] ?? "")).rejects.toThrow();
  await expect(finish(await pendingCookie(), "recovery", fresh[0] ?? "")).resolves.toBeDefined();
});

test("guessing is stopped per address, and from everywhere together, but never where the owner signs in", async () => {
  const { recoveryCodes } = await switchOn();
  const cookie = await pendingCookie();
  const guess = (address: string) => finish(cookie, "totp", "000000", address).catch(({ code }) => code);
  for (let n = 0; n < 10; n += 1) expect(await guess("198.51.100.1")).toBe("invalid");
  expect(await guess("198.51.100.1")).toBe("limit_reached");
  for (let n = 0; n < 20; n += 1) expect(await guess(`198.51.100.${n + 10}`)).toBe("invalid");
  expect(await guess("198.51.100.200")).toBe("limit_reached");

  const home = { address: "203.0.113.5" };
  await dashboard.deps.db.session.update({ where: { id: member.sessionId }, data: home });
  await expect(finish(cookie, "recovery", recoveryCodes[0] ?? "", home.address)).resolves.toBeDefined();
});

test("switching off needs a fresh proof, ends the codes and signs other browsers out", async () => {
  await switchOn();
  await dashboard.deps.db.session.update({
    where: { id: member.sessionId },
    data: { provenAt: new Date(now.getTime() - 16 * 60_000) },
  });
  const stale = await dashboard.caller(member);
  for (const call of [
    () => stale.twoFactor.turnOff(),
    () => stale.twoFactor.renewCodes(),
    () => stale.twoFactor.start(),
    () => stale.twoFactor.confirm({ code: "000000" }),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
  }
  await caller.twoFactor.turnOff();
  expect(await caller.account.get()).toMatchObject({ totpSince: null, recoveryCodesLeft: 0 });
  await expect(caller.twoFactor.renewCodes()).rejects.toMatchObject({ code: "CONFLICT" });
  const actions = await dashboard.deps.db.auditEntry.findMany({
    where: { userId: member.userId, workspaceId: null },
    orderBy: { id: "asc" },
  });
  expect(actions.map(({ action }) => action)).toEqual(["two_factor.on", "two_factor.off"]);
});

test("a code from the app proves who sits here, with a limit of its own", async () => {
  const { secret } = await switchOn();
  await dashboard.deps.db.session.update({
    where: { id: member.sessionId },
    data: { provenAt: new Date(0) },
  });
  now = new Date(now.getTime() + STEP_MS);
  const stale = await dashboard.caller(member);
  expect(await stale.proof.ways()).toEqual(["totp"]);
  await stale.proof.withCode({ code: codeAt(secret, now) });
  await (await dashboard.caller(member)).twoFactor.renewCodes();

  const guess = () => stale.proof.withCode({ code: "000000" }).catch(({ code }) => code);
  for (let n = 0; n < 10; n += 1) expect(await guess()).toBe("BAD_REQUEST");
  expect(await guess()).toBe("TOO_MANY_REQUESTS");
});
