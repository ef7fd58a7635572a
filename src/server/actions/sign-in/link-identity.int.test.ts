import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OAuthIdentity } from "#server/auth/providers/oauth-identity.ts";
import type { SignInSettings } from "#server/auth/sign-in-settings.ts";
import { welcomeOAuth } from "#server/auth/welcome-oauth.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";

const provider = { id: "oidc", name: "Acme ID", clientId: "a", clientSecret: "b", issuer: null } as const;
const signIn: SignInSettings = {
  providers: [provider],
  mailLinks: false,
  password: "everybody",
  signUp: "invited",
  warnings: [],
};

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await createDashboard({ signIn });
});
afterAll(() => dashboard.close());

async function aPerson() {
  const member = await dashboard.member({ role: "owner" });
  const { secret } = dashboard.deps.auth;
  const token = await encode({ token: { sessionId: member.sessionId }, secret });
  const request = { headers: new Headers({ cookie: `uptick-session=${token}` }), address: "192.0.2.1" };
  return {
    ...member,
    caller: await dashboard.caller(member),
    comeBack: (subject: string) => welcomeOAuth(dashboard.deps, request, identity(subject)),
  };
}

function identity(subject: string): OAuthIdentity {
  return { provider: "oidc", subject, email: "ada@acme.example", emailVerified: false, name: "Ada" };
}

test("linking takes the way to the provider and a yes afterwards; then the identity signs in", async () => {
  const ada = await aPerson();
  expect(await ada.comeBack("ada-1")).toEqual({ kind: "refused", problem: "email_unverified" });

  await ada.caller.signInMethod.startLink({ provider: "oidc" });
  expect(await ada.comeBack("ada-1")).toEqual({ kind: "linking", path: "/account/sign-in-methods" });
  expect(await dashboard.deps.db.linkedAccount.count()).toBe(0);
  expect(await ada.caller.signInMethod.list()).toMatchObject({
    offered: { provider: "oidc", name: "Acme ID", email: "ada@acme.example" },
  });
  const answers = await Promise.allSettled([1, 2, 3].map(() => ada.caller.signInMethod.confirmLink()));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await ada.caller.signInMethod.list()).toMatchObject({
    offered: null,
    providers: [{ id: "oidc", identities: [{ subject: "ada-1", email: "ada@acme.example" }] }],
  });
  expect(await ada.comeBack("ada-1")).toEqual({ kind: "welcome", userId: ada.userId, method: "oidc" });
  const entry = { userId: ada.userId, action: "account.link_identity" };
  expect(await dashboard.deps.db.auditEntry.count({ where: entry })).toBe(1);
});

test("a no links nothing", async () => {
  const bob = await aPerson();
  await bob.caller.signInMethod.startLink({ provider: "oidc" });
  await bob.comeBack("bob-1");
  await bob.caller.signInMethod.declineLink();
  await expect(bob.caller.signInMethod.confirmLink()).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await bob.caller.signInMethod.list()).providers[0]?.identities).toEqual([]);
});

test("one start is good for one way back, in the session that began it", async () => {
  const [carl, dora] = [await aPerson(), await aPerson()];
  await carl.caller.signInMethod.startLink({ provider: "oidc" });
  expect(await dora.comeBack("carl-1")).toMatchObject({ kind: "refused" });
  expect(await carl.comeBack("carl-1")).toMatchObject({ kind: "linking" });
  expect(await carl.comeBack("carl-1")).toMatchObject({ kind: "refused" });
  await expect(dora.caller.signInMethod.confirmLink()).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an identity signs in one person: linking somebody else's is refused", async () => {
  const [eve, fay] = [await aPerson(), await aPerson()];
  for (const { caller, comeBack } of [eve, fay]) {
    await caller.signInMethod.startLink({ provider: "oidc" });
    await comeBack("shared-1");
  }
  await eve.caller.signInMethod.confirmLink();
  await expect(fay.caller.signInMethod.confirmLink()).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await fay.comeBack("shared-1")).toMatchObject({ kind: "welcome", userId: eve.userId });
});

test("starting and unlinking ask for a fresh proof, and for a provider that there is", async () => {
  const gil = await aPerson();
  await expect(gil.caller.signInMethod.startLink({ provider: "google" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const provenAt = new Date(Date.now() - 16 * 60_000);
  await dashboard.deps.db.session.update({ where: { id: gil.sessionId }, data: { provenAt } });
  const stale = await dashboard.caller(gil);
  for (const attempt of [
    () => stale.signInMethod.startLink({ provider: "oidc" }),
    () => stale.signInMethod.unlink({ provider: "oidc", subject: "x" }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
  }
});

test("the last way in stays, also when two are removed at once", async () => {
  const hal = await aPerson();
  const link = (subject: string) =>
    dashboard.deps.db.linkedAccount.create({ data: { provider: "oidc", subject, userId: hal.userId } });
  const unlink = (subject: string) => hal.caller.signInMethod.unlink({ provider: "oidc", subject });
  await link("hal-1");
  await expect(unlink("hal-1")).rejects.toMatchObject({ code: "CONFLICT" });
  await link("hal-2");
  const answers = await Promise.allSettled([unlink("hal-1"), unlink("hal-2")]);
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await dashboard.deps.db.linkedAccount.count({ where: { userId: hal.userId } })).toBe(1);
});

test("somebody else's identity is as absent as what never was", async () => {
  const [ida, jan] = [await aPerson(), await aPerson()];
  await dashboard.deps.db.linkedAccount.create({
    data: { provider: "oidc", subject: "ida-1", userId: ida.userId },
  });
  const [foreign, absent] = await Promise.all(
    ["ida-1", "nobody"].map((subject) =>
      jan.caller.signInMethod.unlink({ provider: "oidc", subject }).catch((error: unknown) => error),
    ),
  );
  expect(foreign).toMatchObject({ code: "NOT_FOUND" });
  expect(String(foreign)).toBe(String(absent));
});
