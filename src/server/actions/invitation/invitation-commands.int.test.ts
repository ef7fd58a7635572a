import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInWithPassword } from "#server/auth/sign-in.ts";
import type { MailMessage, MailTransport } from "#server/channels/channel.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

const PASSWORD = "four plain words here";
let dashboard: Dashboard;
let now = Date.now();
let mails: MailMessage[];
let people = 0;

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(now) });
});
afterAll(() => dashboard.close());

const mail: MailTransport = {
  async send(message) {
    mails.push(message);
    return { kind: "sent", response: { status: 250, body: "ok", latencyMs: 1 } };
  },
};

async function invite(
  change: { role?: "viewer" | "editor" | "admin"; tags?: string[]; mail?: boolean } = {},
) {
  mails = [];
  people += 1;
  const email = `invited-${people}@example.com`;
  const owner = await dashboard.member({ role: "owner" });
  const deps = { ...dashboard.deps, mail: change.mail ? mail : null };
  const caller = await dashboard.caller(owner, { deps });
  const sent = await caller.invitation.create({
    email,
    role: change.role ?? "editor",
    tags: change.tags ?? [],
  });
  const link = sent.link ?? /http\S+\/invite\/\S+/.exec(mails[0]?.text ?? "")?.[0] ?? "";
  return { owner, caller, email, sent, token: link.split("/").at(-1) ?? "" };
}

const visitor = () => dashboard.caller(null, { address: `198.51.100.${people % 250}` });
const signUp = async (token: string) =>
  (await visitor()).invitation.signUp({ token, name: "Grace", password: PASSWORD });
const personOf = async (email: string): Promise<DashboardCaller> => {
  const elsewhere = await dashboard.member({ role: "owner", email });
  return dashboard.caller(elsewhere);
};
const stateOf = async (token: string) => (await (await visitor()).invitation.preview({ token })).kind;

describe("by a new person", () => {
  test("the link makes an account with a password, a member with the role and tags, and is used up", async () => {
    const { owner, email, token } = await invite({ role: "viewer", tags: ["Shop", "api"] });
    expect(await (await visitor()).invitation.preview({ token })).toMatchObject({
      kind: "open",
      workspace: "Workspace",
      email,
      role: "viewer",
      hasAccount: false,
    });
    expect(await signUp(token)).toEqual({ email });
    const user = await dashboard.deps.db.user.findUniqueOrThrow({
      where: { email },
      include: { members: true },
    });
    expect(user).toMatchObject({ name: "Grace", emailVerifiedAt: null });
    expect(user.members).toMatchObject([
      { workspaceId: owner.workspaceId, role: "viewer", tags: ["api", "shop"] },
    ]);
    const attempt = { email, password: PASSWORD, address: "192.0.2.9", at: new Date(now) };
    expect((await signInWithPassword(dashboard.deps, attempt)).kind).toBe("welcome");
    expect(await stateOf(token)).toBe("used");
    await expect(signUp(token)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("of eight who use the link at once exactly one gets in", async () => {
    const { email, token } = await invite();
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => signUp(token)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await dashboard.deps.db.user.count({ where: { email } })).toBe(1);
  });

  test.each(["short", "password1234", "invited"])(
    "the password %s is refused at its field",
    async (start) => {
      const { email, token } = await invite();
      const password = start === "invited" ? email : start;
      const attempt = (await visitor()).invitation.signUp({ token, name: "Grace", password });
      await expect(attempt).rejects.toMatchObject({
        cause: { fieldErrors: { password: [expect.any(String)] } },
      });
      expect(await stateOf(token)).toBe("open");
    },
  );

  test("an address that has an account is told to sign in instead, and the link stays good", async () => {
    const { email, token } = await invite();
    await personOf(email);
    expect(await (await visitor()).invitation.preview({ token })).toMatchObject({ hasAccount: true });
    await expect(signUp(token)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await stateOf(token)).toBe("open");
  });
});

describe("by somebody with an account", () => {
  test("they join, and their session looks at the workspace; a second time changes nothing", async () => {
    const { owner, email, token } = await invite({ role: "admin" });
    const caller = await personOf(email);
    await expect(caller.invitation.accept({ token })).resolves.toEqual({ workspaceId: owner.workspaceId });
    await expect(caller.invitation.accept({ token })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const row = await dashboard.deps.db.session.findFirstOrThrow({ where: { user: { email } } });
    expect(row.workspaceId).toBe(owner.workspaceId);
  });

  test("signed in with another address they are told so, and the link stays good", async () => {
    const { token } = await invite();
    const other = await dashboard.caller(await dashboard.member({ role: "owner" }));
    await expect(other.invitation.accept({ token })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await stateOf(token)).toBe("open");
  });

  test("an open invitation is also found without the link, once the address is proven, by nobody else", async () => {
    const { owner, email, sent } = await invite();
    const caller = await personOf(email);
    expect(await caller.invitation.mine()).toEqual([]);
    await expect(caller.invitation.acceptMine({ id: sent.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await dashboard.deps.db.user.update({ where: { email }, data: { emailVerifiedAt: new Date(now) } });
    expect(await caller.invitation.mine()).toMatchObject([
      { id: sent.id, workspace: "Workspace", role: "editor" },
    ]);
    const other = await dashboard.caller(await dashboard.member({ role: "owner" }));
    await expect(other.invitation.acceptMine({ id: sent.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(caller.invitation.acceptMine({ id: sent.id })).resolves.toEqual({
      workspaceId: owner.workspaceId,
    });
  });
});

describe("by mail", () => {
  test("only the mail has the link, and using it proves the address", async () => {
    const { email, sent, token } = await invite({ mail: true });
    expect(sent).toMatchObject({ link: null, problem: null });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: [email] });
    expect(mails[0]?.subject).toMatch(/invites you to Workspace on Uptick$/);
    await signUp(token);
    const user = await dashboard.deps.db.user.findUniqueOrThrow({ where: { email } });
    expect(user.emailVerifiedAt).not.toBeNull();
  });

  test("a mail that does not leave is said, with the link to hand over, and can be sent again", async () => {
    mails = [];
    const owner = await dashboard.member({ role: "owner" });
    const failing: MailTransport = {
      send: async () => ({
        kind: "failed",
        permanent: true,
        reason: "The mail server answered 550.",
        retryAfterMs: null,
        response: null,
      }),
    };
    const broken = await dashboard.caller(owner, { deps: { ...dashboard.deps, mail: failing } });
    const sent = await broken.invitation.create({ email: "lost@example.com", role: "viewer", tags: [] });
    expect(sent).toMatchObject({ link: expect.any(String), problem: "The mail server answered 550." });
    expect(await broken.invitation.list()).toMatchObject([{ email: "lost@example.com", mailed: false }]);
    const mended = await dashboard.caller(owner, { deps: { ...dashboard.deps, mail } });
    await mended.invitation.resend({ id: sent.id });
    expect(await mended.invitation.list()).toMatchObject([{ mailed: true }]);
  });

  test("a token is stored as a hash only, and is nowhere in the audit log", async () => {
    const { caller, token } = await invite();
    const row = await dashboard.deps.db.invitation.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(row.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(token);
    expect(JSON.stringify(await caller.auditLog.list({}))).not.toContain(token);
    expect(JSON.stringify(await caller.invitation.list())).not.toContain(token);
  });
});

describe("what ends a link", () => {
  test("seven days", async () => {
    const { caller, email, token } = await invite();
    const began = now;
    try {
      now = began + 7 * 86_400_000 - 1;
      expect(await stateOf(token)).toBe("open");
      now = began + 7 * 86_400_000;
      expect(await stateOf(token)).toBe("expired");
      await expect(signUp(token)).rejects.toMatchObject({ message: expect.stringContaining("expired") });
      expect(await caller.invitation.list()).toMatchObject([{ email, expired: true }]);
      await expect(caller.invitation.create({ email, role: "viewer", tags: [] })).resolves.toBeDefined();
    } finally {
      now = began;
    }
  });

  test("taking it back; who holds it learns that much and not more", async () => {
    const { caller, sent, token } = await invite();
    await caller.invitation.revoke({ id: sent.id });
    expect(await (await visitor()).invitation.preview({ token })).toEqual({ kind: "revoked" });
    await expect(caller.invitation.revoke({ id: sent.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(caller.invitation.resend({ id: sent.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("sending it again: the new link works, the old one is as unknown as any", async () => {
    const { caller, sent, token } = await invite();
    const again = await caller.invitation.resend({ id: sent.id });
    expect(await stateOf(token)).toBe("unknown");
    expect(await stateOf(again.link?.split("/").at(-1) ?? "")).toBe("open");
    expect(await stateOf("x".repeat(43))).toBe("unknown");
    expect(await stateOf("%00' OR 1=1 --")).toBe("unknown");
  });
});

describe("limits", () => {
  test("an address is written to three times a day, from whatever workspace", async () => {
    const email = "stranger@example.com";
    const again = async () => {
      const owner = await dashboard.caller(await dashboard.member({ role: "owner" }));
      return owner.invitation.create({ email, role: "viewer", tags: [] });
    };
    for (let n = 0; n < 3; n += 1) await again();
    await expect(again()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  });

  test("a workspace invites fifty a day", async () => {
    const caller = await dashboard.caller(await dashboard.member({ role: "owner" }));
    const invitePerson = (n: number) =>
      caller.invitation.create({ email: `many-${n}@example.com`, role: "viewer", tags: [] });
    for (let n = 0; n < 50; n += 1) await invitePerson(n);
    await expect(invitePerson(50)).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    expect(await caller.invitation.list()).toHaveLength(50);
  });

  test("trying links is limited by address", async () => {
    const guesser = await dashboard.caller(null, { address: "203.0.113.77" });
    const guess = () => guesser.invitation.preview({ token: "y".repeat(43) });
    for (let n = 0; n < 60; n += 1) await guess();
    await expect(guess()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  });

  test("one open invitation per address, and none for a member", async () => {
    const { caller, email, token } = await invite();
    const again = () => caller.invitation.create({ email: email.toUpperCase(), role: "admin", tags: [] });
    await expect(again()).rejects.toMatchObject({ code: "CONFLICT" });
    await signUp(token);
    await expect(again()).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("nobody is invited as an owner", async () => {
    const caller = await dashboard.caller(await dashboard.member({ role: "owner" }));
    const input = { email: "boss@example.com", role: "owner" as never, tags: [] };
    await expect(caller.invitation.create(input)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});
