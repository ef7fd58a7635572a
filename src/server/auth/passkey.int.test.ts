import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { SoftAuthenticator } from "#testing/soft-authenticator.ts";
import { signInWithPasskey } from "./sign-in-with-passkey.ts";

let dashboard: Dashboard;
let member: Awaited<ReturnType<Dashboard["member"]>>;
let caller: DashboardCaller;
beforeAll(async () => {
  dashboard = await createDashboard();
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  member = await dashboard.member({ role: "editor" });
  caller = await dashboard.caller(member);
  await dashboard.deps.db.rateLimit.deleteMany();
});

async function enrol(device = new SoftAuthenticator(), owner = caller) {
  const { challenge } = await owner.passkey.offer();
  const answer = await owner.passkey.add({ name: "Laptop", registration: device.register(challenge) });
  return { device, ...answer };
}

function signIn(assertion: Parameters<typeof signInWithPasskey>[2]) {
  const request = { headers: new Headers({ "user-agent": "Test" }), address: "192.0.2.7" };
  return signInWithPasskey(dashboard.deps, request, assertion);
}

async function signInChallenge(): Promise<string> {
  return (await (await dashboard.caller(null)).passkey.offerSignIn()).challenge;
}

test("a passkey is kept with its name, and signs in without a password, once per challenge", async () => {
  const { device, id } = await enrol();
  expect(await caller.passkey.list()).toMatchObject([{ id, name: "Laptop", usedAt: null }]);

  const assertion = device.assert(await signInChallenge(), member.userId);
  const { cookies } = await signIn(assertion);
  expect(cookies[0]).toMatch(/^uptick-session=.+HttpOnly/);
  const session = await dashboard.deps.db.session.findFirstOrThrow({
    where: { userId: member.userId, method: "passkey" },
  });
  expect(session).toMatchObject({ revokedAt: null, address: "192.0.2.7" });
  expect((await caller.passkey.list())[0]?.usedAt).not.toBeNull();
  const entry = await dashboard.deps.db.auditEntry.findFirstOrThrow({ where: { subject: session.id } });
  expect(entry).toMatchObject({ action: "session.open", detail: { method: "passkey" }, userAgent: "Test" });

  await expect(signIn(assertion)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("the first passkey brings recovery codes once and signs other browsers out", async () => {
  const other = await dashboard.deps.db.session.create({
    data: { id: crypto.randomUUID(), userId: member.userId, expiresAt: new Date(Date.now() + 86_400_000) },
  });
  const { recoveryCodes } = await enrol();
  expect(recoveryCodes).toHaveLength(10);
  const row = await dashboard.deps.db.session.findUniqueOrThrow({ where: { id: other.id } });
  expect(row.revokedAt).not.toBeNull();
  expect((await enrol()).recoveryCodes).toBeNull();
});

test.each([
  { name: "another origin", change: { origin: "https://evil.example" } },
  { name: "another host", change: { rpId: "evil.example" } },
  { name: "nobody who unlocked the device", change: { verified: false } },
])("$name: the passkey is refused, at its making and at its use", async ({ change }) => {
  const { device } = await enrol();
  const { challenge } = await caller.passkey.offer();
  const registration = new SoftAuthenticator().register(challenge, change);
  await expect(caller.passkey.add({ name: "X", registration })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  const assertion = device.assert(await signInChallenge(), member.userId, change);
  await expect(signIn(assertion)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a challenge is for one person and one purpose", async () => {
  const { device } = await enrol();
  const proof = await caller.proof.offerPasskey();
  await expect(signIn(device.assert(proof.challenge, member.userId))).rejects.toMatchObject({
    code: "unauthenticated",
  });
  const assertion = device.assert(await signInChallenge(), member.userId);
  await expect(caller.proof.withPasskey({ assertion })).rejects.toMatchObject({ code: "BAD_REQUEST" });

  const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
  const foreign = device.assert((await stranger.proof.offerPasskey()).challenge, member.userId);
  await expect(stranger.proof.withPasskey({ assertion: foreign })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  const registration = new SoftAuthenticator().register((await caller.passkey.offer()).challenge);
  await expect(stranger.passkey.add({ name: "Mine", registration })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

test("a copied device is found out by its counter", async () => {
  const { device } = await enrol();
  await signIn(device.assert(await signInChallenge(), member.userId));
  await signIn(device.assert(await signInChallenge(), member.userId));
  device.counter = 0;
  await expect(signIn(device.assert(await signInChallenge(), member.userId))).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("a device that names somebody else, a foreign signature and a removed passkey are refused", async () => {
  const { device, id } = await enrol();
  const { userId } = await dashboard.member({ role: "viewer" });
  await expect(signIn(device.assert(await signInChallenge(), userId))).rejects.toThrow();
  const forged = { ...new SoftAuthenticator().assert(await signInChallenge(), member.userId), id, rawId: id };
  await expect(signIn(forged)).rejects.toThrow();
  await caller.passkey.remove({ id });
  await expect(signIn(device.assert(await signInChallenge(), member.userId))).rejects.toThrow();
});

test("regression: the last way in stays, also when a passkey is it", async () => {
  const only = await dashboard.member({ role: "viewer" });
  const { id } = await enrol(new SoftAuthenticator(), await dashboard.caller(only));
  const signIn = { ...dashboard.deps.signIn, mailLinks: false };
  const owned = await dashboard.caller(only, { deps: { ...dashboard.deps, signIn } });
  await expect(owned.passkey.remove({ id })).rejects.toMatchObject({ code: "CONFLICT" });
  await dashboard.deps.db.user.update({ where: { id: only.userId }, data: { passwordHash: "$argon2id$" } });
  await expect(owned.passkey.remove({ id })).resolves.toEqual({ ok: true });
});

test("nobody renames or removes somebody else's passkey", async () => {
  const { id } = await enrol();
  const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
  for (const target of [id, "unknown"]) {
    await expect(stranger.passkey.remove({ id: target })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(stranger.passkey.rename({ id: target, name: "X" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }
  await caller.passkey.rename({ id, name: "Phone" });
  expect(await caller.passkey.list()).toMatchObject([{ name: "Phone" }]);
});

test("a passkey proves who sits here", async () => {
  const { device } = await enrol();
  const old = { id: member.sessionId };
  await dashboard.deps.db.session.update({ where: old, data: { provenAt: new Date(0) } });
  const stale = await dashboard.caller(member);
  await expect(stale.passkey.offer()).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
  const { challenge } = await stale.proof.offerPasskey();
  await stale.proof.withPasskey({ assertion: device.assert(challenge, member.userId) });
  await expect((await dashboard.caller(member)).passkey.offer()).resolves.toBeDefined();
});
