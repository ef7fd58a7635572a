import { afterEach, beforeEach, expect, test } from "vitest";
import { signInWithPassword } from "#server/auth/sign-in.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

const owner = {
  token: "set-up-token-for-tests",
  email: "Ada@Example.com",
  password: "four plain words here",
  name: "Ada",
};

let dashboard: Dashboard;
let visitor: DashboardCaller;
beforeEach(async () => {
  dashboard = await createDashboard();
  visitor = await dashboard.caller(null);
});
afterEach(() => dashboard.close());

test("of four concurrent owners exactly one is created, with workspace, role and audit entry", async () => {
  const { db } = dashboard.deps;
  expect(await visitor.setup.status()).toEqual({ needsSetup: true, tokenConfigured: true });
  const attempts = await Promise.allSettled(
    [1, 2, 3, 4].map((n) => visitor.setup.createOwner({ ...owner, email: `owner-${n}@example.com` })),
  );
  expect(attempts.filter((attempt) => attempt.status === "fulfilled")).toHaveLength(1);
  const losers = attempts.flatMap((attempt) => (attempt.status === "rejected" ? [attempt.reason.code] : []));
  expect(losers).toEqual(["CONFLICT", "CONFLICT", "CONFLICT"]);
  const counts = [await db.user.count(), await db.workspace.count(), await db.auditEntry.count()];
  expect(counts).toEqual([1, 1, 1]);
  expect(await db.member.findMany()).toMatchObject([{ role: "owner" }]);
  expect(await visitor.setup.status()).toEqual({ needsSetup: false, tokenConfigured: true });
});

test("the owner signs in with the password, and set-up is over for good", async () => {
  await visitor.setup.createOwner(owner);
  const { email, password } = owner;
  const attempt = { email, password, address: "192.0.2.1", at: new Date() };
  expect((await signInWithPassword(dashboard.deps, attempt)).kind).toBe("welcome");
  await expect(visitor.setup.createOwner(owner)).rejects.toMatchObject({ code: "CONFLICT" });
});

test.each([
  { name: "a wrong token", change: { token: "guess" }, field: "token" },
  { name: "a short password", change: { password: "too short" }, field: "password" },
  { name: "a common password", change: { password: "Password1234" }, field: "password" },
  { name: "a sequence", change: { password: "abcdefghijklmn" }, field: "password" },
  { name: "the e-mail address as password", change: { password: "ada@example.com" }, field: "password" },
])("$name is refused at its field and creates nobody", async ({ change, field }) => {
  await expect(visitor.setup.createOwner({ ...owner, ...change })).rejects.toMatchObject({
    cause: { fieldErrors: { [field]: [expect.any(String)] } },
  });
  expect(await dashboard.deps.db.user.count()).toBe(0);
});

test("guessing the token is limited by address", async () => {
  const guess = () => visitor.setup.createOwner({ ...owner, token: "guess" });
  for (let n = 0; n < 10; n += 1) await expect(guess()).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(guess()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  const elsewhere = await dashboard.caller(null, { address: "192.0.2.2" });
  await expect(elsewhere.setup.createOwner(owner)).resolves.toEqual({ ok: true });
});

test("without a configured token nobody can set up", async () => {
  dashboard.deps.setupToken = undefined;
  expect(await visitor.setup.status()).toEqual({ needsSetup: true, tokenConfigured: false });
  await expect(visitor.setup.createOwner({ ...owner, token: "undefined" })).rejects.toMatchObject({
    code: "SERVICE_UNAVAILABLE",
  });
});
