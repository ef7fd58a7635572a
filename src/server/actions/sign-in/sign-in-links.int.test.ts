import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "#server/auth/password.ts";
import { takeSignInLink } from "#server/auth/take-sign-in-link.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

const EMAIL = "ada@example.com";
const request = { headers: new Headers(), address: "192.0.2.1" };

let dashboard: Dashboard;
let visitor: DashboardCaller;
let userId: string;
let workspaceId: string;
beforeAll(async () => {
  dashboard = await createDashboard();
  visitor = await dashboard.caller(null);
  ({ userId, workspaceId } = await dashboard.member({ role: "owner", email: EMAIL }));
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  dashboard.mails.length = 0;
  await dashboard.deps.db.rateLimit.deleteMany();
});

function askForLink(email: string, next = "/incidents") {
  return visitor.signIn.requestLink({ email, next, locale: "en" });
}

/** The token in the mail that came last. */
async function tokenInMail(path: "/sign-in/link/" | "/reset-password/"): Promise<string> {
  await dashboard.settled();
  const text = dashboard.mails.at(-1)?.text ?? "";
  const token = new RegExp(`http://localhost:3000${path}([\\w-]{43})`).exec(text)?.[1];
  if (token === undefined) throw new Error(`No link in: ${text}`);
  return token;
}

async function linkFor(email: string): Promise<string> {
  await askForLink(email);
  return tokenInMail("/sign-in/link/");
}

async function resetFor(email: string): Promise<string> {
  await visitor.signIn.requestReset({ email, locale: "en" });
  return tokenInMail("/reset-password/");
}

test("a link signs in once, to where its owner wanted, and proves the address", async () => {
  const token = await linkFor(" Ada@Example.com ");
  const answers = await Promise.allSettled(
    Array.from({ length: 8 }, () => takeSignInLink(dashboard.deps, request, token)),
  );
  const [welcome, ...more] = answers.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(more).toEqual([]);
  expect(welcome?.next).toBe("/incidents");
  expect(welcome?.cookies[0]).toMatch(/^uptick-session=/);
  const { db } = dashboard.deps;
  expect((await db.user.findUniqueOrThrow({ where: { id: userId } })).emailVerifiedAt).not.toBeNull();
  expect(await db.session.count({ where: { userId, method: "magic_link" } })).toBe(1);
});

test("an older link is worth nothing once a newer one was used", async () => {
  const older = await linkFor(EMAIL);
  await takeSignInLink(dashboard.deps, request, await linkFor(EMAIL));
  await expect(takeSignInLink(dashboard.deps, request, older)).rejects.toThrow("no longer good");
});

test("a link leads only to pages of ours", async () => {
  await askForLink(EMAIL, "https://evil.example/x");
  const token = await tokenInMail("/sign-in/link/");
  expect(await takeSignInLink(dashboard.deps, request, token)).toMatchObject({ next: "/monitors" });
});

test("whoever has a second factor is asked for it after the link, too", async () => {
  const other = await dashboard.member({ role: "viewer", email: "totp@example.com" });
  const { db } = dashboard.deps;
  await db.user.update({ where: { id: other.userId }, data: { totpConfirmedAt: new Date() } });
  const answer = await takeSignInLink(dashboard.deps, request, await linkFor("totp@example.com"));
  expect(answer).toMatchObject({ next: "/sign-in/second-factor" });
  expect(answer.cookies.join()).not.toContain("uptick-session");
  expect(await db.session.count({ where: { userId: other.userId } })).toBe(1);
});

test("the answer is the same for everybody; a mail goes out only to who may sign in", async () => {
  expect(await askForLink("nobody@example.com")).toEqual(await askForLink(EMAIL));
  const reset = { locale: "en" as const };
  expect(await visitor.signIn.requestReset({ ...reset, email: "nobody@example.com" })).toEqual(
    await visitor.signIn.requestReset({ ...reset, email: EMAIL }),
  );
  await dashboard.settled();
  expect(dashboard.mails.map(({ to }) => to)).toEqual([[EMAIL], [EMAIL]]);
});

test("an invited address gets an account by its link; a link of before that was revoked does not", async () => {
  const { db } = dashboard.deps;
  const expiresAt = new Date(Date.now() + 86_400_000);
  const invite = (email: string) =>
    db.invitation.create({
      data: { id: uuidv7(), workspaceId, email, role: "viewer", tokenHash: uuidv7(), expiresAt },
    });
  await invite("invited@example.com");
  const answer = await takeSignInLink(dashboard.deps, request, await linkFor("invited@example.com"));
  expect(answer.cookies[0]).toMatch(/^uptick-session=/);
  const user = await db.user.findUniqueOrThrow({ where: { email: "invited@example.com" } });
  expect(user.emailVerifiedAt).not.toBeNull();

  const { id } = await invite("revoked@example.com");
  const token = await linkFor("revoked@example.com");
  await db.invitation.update({ where: { id }, data: { revokedAt: new Date() } });
  await expect(takeSignInLink(dashboard.deps, request, token)).rejects.toThrow("no longer good");
  expect(await db.user.count({ where: { email: "revoked@example.com" } })).toBe(0);
});

test("a link to an address does not reach whoever has it later", async () => {
  const first = await dashboard.member({ role: "viewer", email: "shared@example.com" });
  const [link, reset] = [await linkFor("shared@example.com"), await resetFor("shared@example.com")];
  const { db } = dashboard.deps;
  await db.user.update({ where: { id: first.userId }, data: { email: "moved@example.com" } });
  await dashboard.member({ role: "viewer", email: "shared@example.com" });
  await expect(takeSignInLink(dashboard.deps, request, link)).rejects.toThrow("no longer good");
  const password = "four plain words here";
  await expect(visitor.signIn.resetPassword({ token: reset, password })).rejects.toThrow("no longer good");
});

test("a mail is in its reader's language: the chosen one, else the page's", async () => {
  await visitor.signIn.requestLink({ email: EMAIL, next: "/", locale: "de" });
  await dashboard.settled();
  expect(dashboard.mails.at(-1)?.subject).toBe("Ihr Anmeldelink für Uptick");
  await dashboard.deps.db.user.update({ where: { id: userId }, data: { locale: "hi" } });
  await visitor.signIn.requestLink({ email: EMAIL, next: "/", locale: "de" });
  await dashboard.settled();
  expect(dashboard.mails.at(-1)?.html).toContain('lang="hi"');
  await dashboard.deps.db.user.update({ where: { id: userId }, data: { locale: null } });
});

test("a new password ends every session and every other link, signs nobody in, and is told by mail", async () => {
  const { db } = dashboard.deps;
  const [link, older] = [await linkFor(EMAIL), await resetFor(EMAIL)];
  const token = await resetFor(EMAIL);
  expect(await visitor.signIn.resetPassword({ token, password: "four plain words here" })).toEqual({
    ok: true,
  });

  expect(await db.session.count({ where: { userId, revokedAt: null } })).toBe(0);
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  expect(await verifyPassword(passwordHash, "four plain words here")).toBe(true);
  await expect(takeSignInLink(dashboard.deps, request, link)).rejects.toThrow("no longer good");
  for (const used of [token, older]) {
    const again = visitor.signIn.resetPassword({ token: used, password: "other plain words here" });
    await expect(again).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  await dashboard.settled();
  expect(dashboard.mails.at(-1)).toMatchObject({ to: [EMAIL], subject: "Your Uptick password was changed" });
  const entry = await db.auditEntry.findFirstOrThrow({ where: { userId, action: "account.reset_password" } });
  expect(JSON.stringify(entry)).not.toContain(token);
});

test("a password that will not do leaves the link as it is", async () => {
  const token = await resetFor(EMAIL);
  await expect(visitor.signIn.resetPassword({ token, password: "short" })).rejects.toThrow("10 characters");
  await expect(visitor.signIn.resetPassword({ token, password: "four plain words here" })).resolves.toEqual({
    ok: true,
  });
});

test("of two who use a reset at once, one changes the password", async () => {
  const token = await resetFor(EMAIL);
  const words = ["first plain words here", "second plain words here"];
  const answers = await Promise.allSettled(
    words.map((password) => visitor.signIn.resetPassword({ token, password })),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("asking is limited in the same way for accounts that exist and that do not", async () => {
  for (const email of [EMAIL, "nobody@example.com"]) {
    for (let n = 0; n < 5; n += 1) await askForLink(email);
    const error = await askForLink(email).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "TOO_MANY_REQUESTS" });
    expect(String(error)).toContain("Wait 15 minutes");
  }
  await dashboard.settled();
  expect(dashboard.mails).toHaveLength(5);
});

test("without the table of attempts, or without a mail server, nothing is sent", async () => {
  const { deps } = dashboard;
  const off = await dashboard.caller(null, {
    deps: { ...deps, signIn: { ...deps.signIn, mailLinks: false } },
  });
  await expect(off.signIn.requestReset({ email: EMAIL, locale: "en" })).rejects.toThrow("SMTP_URL");
  await deps.db.$executeRaw`ALTER TABLE rate_limit RENAME TO rate_limit_away`;
  try {
    await expect(askForLink(EMAIL)).rejects.toThrow();
    await expect(visitor.signIn.requestReset({ email: EMAIL, locale: "en" })).rejects.toThrow();
  } finally {
    await deps.db.$executeRaw`ALTER TABLE rate_limit_away RENAME TO rate_limit`;
  }
  await dashboard.settled();
  expect(dashboard.mails).toEqual([]);
});

test("after a reset the owner gets in, however many tried before", async () => {
  const { deps } = dashboard;
  const passwordHash = await hashPassword("before the reset");
  await deps.db.user.update({ where: { id: userId }, data: { passwordHash } });
  const { signInWithPassword } = await import("#server/auth/sign-in.ts");
  const attempt = (password: string) =>
    signInWithPassword(deps, { email: EMAIL, password, address: "192.0.2.1", at: new Date() });
  for (let n = 0; n < 10; n += 1) await attempt("wrong");
  expect((await attempt("before the reset")).kind).toBe("throttled");
  await visitor.signIn.resetPassword({ token: await resetFor(EMAIL), password: "after the reset" });
  expect((await attempt("after the reset")).kind).toBe("welcome");
});
