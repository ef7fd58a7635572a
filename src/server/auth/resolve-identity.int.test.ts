import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import type { OAuthIdentity } from "./providers/oauth-identity.ts";
import { resolveIdentity } from "./resolve-identity.ts";

const noon = new Date("2026-11-21T12:00:00Z");

let dashboard: Dashboard;
let workspaceId: string;
beforeAll(async () => {
  dashboard = await createDashboard();
  ({ workspaceId } = await dashboard.member({ role: "owner", email: "ada@example.com" }));
});
afterAll(() => dashboard.close());

function identity(change: Partial<OAuthIdentity>): OAuthIdentity {
  return {
    provider: "oidc",
    subject: uuidv7(),
    email: "new@example.com",
    emailVerified: true,
    name: "New",
    ...change,
  };
}

function resolve(who: OAuthIdentity, signUp: "invited" | "open" = "invited") {
  const { deps } = dashboard;
  const signIn = { ...deps.signIn, signUp };
  return resolveIdentity({ db: deps.db, signIn }, who, { address: "192.0.2.1", at: noon });
}

async function invite(email: string, change: { expiresAt?: Date; revokedAt?: Date; acceptedAt?: Date } = {}) {
  const expiresAt = new Date(noon.getTime() + 86_400_000);
  const row = { id: uuidv7(), workspaceId, email, role: "viewer", tokenHash: uuidv7(), expiresAt } as const;
  await dashboard.deps.db.invitation.create({ data: { ...row, ...change } });
}

test("an address that has an account is not linked to it, whatever the provider says", async () => {
  const who = identity({ email: "ada@example.com" });
  for (const signUp of ["invited", "open"] as const) {
    expect(await resolve(who, signUp)).toEqual({ kind: "refused", problem: "address_taken" });
  }
  expect(await dashboard.deps.db.linkedAccount.count()).toBe(0);
});

test("an unverified address is refused before anybody looks whether it has an account or an invitation", async () => {
  await invite("invited@example.com");
  for (const email of ["ada@example.com", "invited@example.com", "new@example.com", null]) {
    const answer = await resolve(identity({ email, emailVerified: false }), "open");
    expect(answer).toEqual({ kind: "refused", problem: "email_unverified" });
  }
});

test("a newcomer needs an invitation that is open, unless sign-up is", async () => {
  const past = new Date(noon.getTime() - 1);
  await invite("late@example.com", { expiresAt: past });
  await invite("revoked@example.com", { revokedAt: past });
  await invite("accepted@example.com", { acceptedAt: past });
  for (const email of ["late@example.com", "revoked@example.com", "accepted@example.com", "x@example.com"]) {
    expect(await resolve(identity({ email }))).toEqual({ kind: "refused", problem: "not_invited" });
  }
  expect(await resolve(identity({ email: "x@example.com" }), "open")).toMatchObject({ kind: "known" });
});

test("an invited newcomer gets an account with a proven address, and is known by the identity from then on", async () => {
  await invite("bob@example.com");
  const who = identity({ email: "bob@example.com", name: "Bob" });
  const first = await resolve(who);
  if (first.kind !== "known") throw new Error("not let in");
  const { db } = dashboard.deps;
  const user = await db.user.findUniqueOrThrow({ where: { id: first.userId } });
  expect(user).toMatchObject({ email: "bob@example.com", name: "Bob", passwordHash: null });
  expect(user.emailVerifiedAt).toEqual(noon);
  const entry = await db.auditEntry.findFirstOrThrow({ where: { userId: user.id } });
  expect(entry).toMatchObject({ action: "account.create", detail: { method: "oidc" } });

  const renamed = { ...who, email: "ada@example.com", emailVerified: false };
  expect(await resolve(renamed)).toEqual(first);
  expect(await resolve({ ...who, provider: "google" })).toMatchObject({ problem: "address_taken" });
  expect(await resolve({ ...who, subject: uuidv7() })).toMatchObject({ problem: "address_taken" });
});

test("of ten tabs that sign up at once, all end up in one account", async () => {
  await invite("many@example.com");
  const who = identity({ email: "many@example.com" });
  const answers = await Promise.all(Array.from({ length: 10 }, () => resolve(who)));
  expect(
    new Set(answers.map((answer) => (answer.kind === "known" ? answer.userId : answer.problem))).size,
  ).toBe(1);
  expect(await dashboard.deps.db.user.count({ where: { email: "many@example.com" } })).toBe(1);
});
