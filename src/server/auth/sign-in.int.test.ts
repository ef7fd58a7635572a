import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { hashPassword } from "./password.ts";
import { signInWithPassword } from "./sign-in.ts";

const PASSWORD = "four plain words here";
const MINUTE_MS = 60_000;
const noon = new Date("2026-11-21T12:00:00Z");

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await createDashboard();
  const { userId } = await dashboard.member({ role: "owner", email: "ada@example.com" });
  const passwordHash = await hashPassword(PASSWORD);
  await dashboard.deps.db.user.update({ where: { id: userId }, data: { passwordHash } });
  await dashboard.member({ role: "viewer", email: "oauth@example.com" });
});
afterAll(() => dashboard.close());
beforeEach(() => dashboard.deps.db.rateLimit.deleteMany());

function attempt(change: { email?: string; password?: string; address?: string; at?: Date }) {
  return signInWithPassword(dashboard.deps, {
    email: "ada@example.com",
    password: "wrong wrong wrong",
    address: "192.0.2.7",
    at: noon,
    ...change,
  });
}

test("the right password is welcome, whatever the case of the address", async () => {
  expect(await attempt({ email: " Ada@Example.com ", password: PASSWORD })).toMatchObject({
    kind: "welcome",
    user: { email: "ada@example.com" },
  });
});

test("wrong password, unknown user, user without a password and odd input are one and the same answer", async () => {
  const answers = await Promise.all([
    attempt({}),
    attempt({ email: "nobody@example.com" }),
    attempt({ email: "oauth@example.com" }),
    attempt({ email: "a\0b" }),
    attempt({ password: "x".repeat(100_000) }),
  ]);
  for (const answer of answers) expect(answer).toEqual({ kind: "refused" });
});

test("an unknown user costs the same work as a known one", async () => {
  const cost = async (email: string) => {
    const started = performance.now();
    for (let n = 0; n < 5; n += 1) await attempt({ email });
    return performance.now() - started;
  };
  await attempt({ email: "warm-up@example.com" });
  const [known, unknown] = [await cost("ada@example.com"), await cost("nobody@example.com")];
  expect(unknown / known).toBeGreaterThan(0.3);
  expect(unknown / known).toBeLessThan(3);
});

test("the eleventh attempt on an account waits, with the right password, too, until the window is over", async () => {
  for (let n = 0; n < 10; n += 1) expect((await attempt({})).kind).toBe("refused");
  expect(await attempt({ password: PASSWORD })).toEqual({ kind: "throttled", waitMs: 15 * MINUTE_MS });
  expect((await attempt({ password: PASSWORD, address: "192.0.2.8" })).kind).toBe("welcome");
  const later = new Date(noon.getTime() + 15 * MINUTE_MS);
  expect((await attempt({ password: PASSWORD, at: later })).kind).toBe("welcome");
});

test("concurrent attempts cannot slip past the limit", async () => {
  const answers = await Promise.all(Array.from({ length: 25 }, () => attempt({})));
  expect(answers.filter((answer) => answer.kind === "refused")).toHaveLength(10);
});

test("one address is stopped after fifty attempts over many accounts", async () => {
  const key = "sign-in:address:192.0.2.7";
  await dashboard.deps.db.rateLimit.create({ data: { key, windowStart: noon, count: 50 } });
  expect((await attempt({ email: "new@example.com" })).kind).toBe("throttled");
});

test("people who sign in are not counted", async () => {
  for (let n = 0; n < 12; n += 1) expect((await attempt({ password: PASSWORD })).kind).toBe("welcome");
});

test("many addresses together are slowed down, but not one that has signed in to the account lately", async () => {
  const everywhere = async (n: number) => {
    await attempt({ address: "203.0.113.1" });
    const key = { startsWith: "sign-in:everywhere:" };
    await dashboard.deps.db.rateLimit.updateMany({ where: { key }, data: { count: n } });
  };
  await everywhere(100);
  expect((await attempt({ password: PASSWORD, address: "203.0.113.2" })).kind).toBe("throttled");

  const { db } = dashboard.deps;
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: "ada@example.com" } });
  const session = { userId, address: "198.51.100.4", expiresAt: noon };
  const [old, late] = [new Date("2026-10-21T12:00:00Z"), new Date("2026-10-23T12:00:00Z")];
  const { id } = await db.session.create({ data: { id: uuidv7(), ...session, createdAt: old } });
  const owner = { password: PASSWORD, address: "198.51.100.4" };
  expect((await attempt(owner)).kind).toBe("throttled");
  await db.session.update({ where: { id }, data: { createdAt: late } });
  expect((await attempt(owner)).kind).toBe("welcome");
});

test("the brake says the same of an account that does not exist", async () => {
  await attempt({ email: "nobody@example.com", address: "203.0.113.1" });
  const key = { startsWith: "sign-in:everywhere:" };
  await dashboard.deps.db.rateLimit.updateMany({ where: { key }, data: { count: 100 } });
  const answer = await attempt({ email: "nobody@example.com", address: "203.0.113.2" });
  expect(answer).toEqual({ kind: "throttled", waitMs: 60 * MINUTE_MS });
});

test("where passwords are switched off, they open only accounts without another way in", async () => {
  const { deps } = dashboard;
  const oidc = { id: "oidc", name: "Acme ID", clientId: "a", clientSecret: "b", issuer: null } as const;
  const signIn = { ...deps.signIn, password: "rescue", mailLinks: false, providers: [oidc] } as const;
  const tried = { email: "ada@example.com", password: PASSWORD, address: "192.0.2.7", at: noon };
  const rescued = () => signInWithPassword({ ...deps, signIn }, tried);
  expect((await rescued()).kind).toBe("welcome");
  const { id: userId } = await deps.db.user.findUniqueOrThrow({ where: { email: "ada@example.com" } });
  await deps.db.linkedAccount.create({ data: { provider: "oidc", subject: "1", userId } });
  expect(await rescued()).toEqual({ kind: "refused" });
  await deps.db.linkedAccount.deleteMany();
});

test("without the table of attempts nobody gets in", async () => {
  const { db } = dashboard.deps;
  await db.$executeRaw`ALTER TABLE rate_limit RENAME TO rate_limit_away`;
  try {
    await expect(attempt({ password: PASSWORD })).rejects.toThrow();
  } finally {
    await db.$executeRaw`ALTER TABLE rate_limit_away RENAME TO rate_limit`;
  }
});
