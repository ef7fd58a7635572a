import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StatusAccess } from "#contracts/status-page.ts";
import { hashPassword } from "#server/auth/password.ts";
import { gateKey } from "#server/runtime/gate-cookie.ts";
import { forgetStatusPage } from "#server/runtime/snapshot-cache.ts";
import { aStatusPage, type StatusPageSpec } from "#testing/a-status-page.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { cookieOf, createVisitors } from "#testing/visitor.ts";

const PASSWORD = "correct horse battery";
let dashboard: Dashboard;
let visitors: ReturnType<typeof createVisitors>;
let owner: Awaited<ReturnType<Dashboard["member"]>>;
let passwordHash: string;
let now = new Date();

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => now });
  visitors = createVisitors(dashboard);
  owner = await dashboard.member({ role: "owner" });
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => dashboard.close());

async function aPage(access: StatusAccess, change: Partial<StatusPageSpec> = {}) {
  const slug = `page-${uuidv7().slice(-12)}`;
  const hash = access.kind === "password" ? { passwordHash } : {};
  const spec = { workspaceId: owner.workspaceId, slug, title: "Secret title", access, ...hash, ...change };
  return { ...(await aStatusPage(dashboard.deps.db, spec)), slug };
}

/** As the page's actions do it. */
async function moveVersion(pageId: string) {
  await dashboard.deps.db.statusPage.update({
    where: { id: pageId },
    data: { accessVersion: { increment: 1 } },
  });
  forgetStatusPage(pageId);
}

async function tell(response: Response) {
  const headers = [...response.headers].filter(([name]) => name !== "date").sort();
  return { status: response.status, headers, body: await response.text() };
}

describe("a page that is not for everybody and one that is not there are the same", () => {
  test.each<{ name: string; access: StatusAccess; change?: Partial<StatusPageSpec> }>([
    { name: "members only", access: { kind: "members" } },
    { name: "of a network", access: { kind: "network", ranges: ["198.51.100.0/24"] } },
    { name: "a draft", access: { kind: "public" }, change: { state: "draft" } },
    { name: "a draft with a password", access: { kind: "password" }, change: { state: "draft" } },
  ])("$name", async ({ access, change }) => {
    const { slug } = await aPage(access, change);
    const stranger = await visitors.sessionOf(await dashboard.member({ role: "owner" }));
    for (const way of [
      {},
      { query: "?preview=1&key=x" },
      { headers: { "accept-language": "de" } },
      { cookie: stranger },
    ]) {
      for (const part of [
        { kind: "page" },
        { kind: "json" },
        { kind: "robots" },
        { kind: "post", id: uuidv7() },
      ] as const) {
        const missing = await tell(await visitors.see("no-such-page", way, part));
        expect(await tell(await visitors.see(slug, way, part))).toEqual(missing);
        expect(missing.status).toBe(404);
      }
    }
    expect(await tell(await visitors.openLink(slug))).toEqual(
      await tell(await visitors.openLink("no-such-page")),
    );
    const form = { password: PASSWORD };
    expect(await tell(await visitors.enter(slug, form))).toEqual(
      await tell(await visitors.enter("no-such-page", form)),
    );
  });

  test("by the work that they make, too: one look by an index in 5 s, and none for what is in the page", async () => {
    const { slug } = await aPage({ kind: "members" });
    const count = async (name: string) => {
      const before = visitors.looks();
      for (let index = 0; index < 10; index += 1) await visitors.see(name);
      return visitors.looks() - before;
    };
    expect(await count(slug)).toBe(1);
    expect(await count("never-was-here")).toBe(1);
  });

  test("names that nobody can have are not looked up", async () => {
    const before = visitors.looks();
    for (const name of ["A B", "a/b", "x'--", "é", "a".repeat(300)]) {
      expect((await visitors.see(name)).status).toBe(404);
    }
    expect(visitors.looks()).toBe(before);
  });
});

describe("members", () => {
  test("of the workspace see pages of every kind, drafts included, and nobody keeps what they get", async () => {
    const viewer = await dashboard.member({ role: "viewer", workspaceId: owner.workspaceId });
    const cookie = await visitors.sessionOf(viewer);
    const kinds: StatusAccess[] = [
      { kind: "members" },
      { kind: "password" },
      { kind: "network", ranges: ["198.51.100.1"] },
    ];
    for (const access of kinds) {
      for (const state of ["published", "draft"] as const) {
        const { slug } = await aPage(access, { state });
        const response = await visitors.see(slug, { cookie });
        expect(response.status).toBe(200);
        expect(response.headers.get("cache-control")).toBe("private, no-store");
        expect(await response.text()).toContain("Secret title");
      }
    }
  });

  test("lose the page with their session and with their membership", async () => {
    const member = await dashboard.member({ role: "viewer", workspaceId: owner.workspaceId });
    const cookie = await visitors.sessionOf(member);
    const { slug } = await aPage({ kind: "members" });
    expect((await visitors.see(slug, { cookie })).status).toBe(200);
    await dashboard.deps.db.member.deleteMany({ where: { userId: member.userId } });
    expect((await visitors.see(slug, { cookie })).status).toBe(404);
  });
});

describe("a network", () => {
  test("is let in by the socket's address, whatever X-Forwarded-For says", async () => {
    const { slug } = await aPage({ kind: "network", ranges: ["198.51.100.0/24", "2001:db8::/32"] });
    const see = async (address: string) => (await visitors.see(slug, { address })).status;
    expect(await see("198.51.100.7")).toBe(200);
    expect(await see("::ffff:198.51.100.7")).toBe(200);
    expect(await see("2001:db8::7")).toBe(200);
    expect(await see("198.51.101.7")).toBe(404);
    const forged = { "x-forwarded-for": "198.51.100.7" };
    expect((await visitors.see(slug, { headers: forged })).status).toBe(404);
  });
});

describe("a password", () => {
  test("lets in with a cookie for this page alone, until who is let in changes", async () => {
    const page = await aPage({ kind: "password" });
    const other = await aPage({ kind: "password" });
    const gate = await visitors.see(page.slug);
    expect(gate.status).toBe(403);
    const shown = await gate.text();
    expect(shown).toContain('name="password"');
    expect(shown).not.toContain("Secret title");
    expect((await visitors.see(page.slug, {}, { kind: "json" })).status).toBe(404);

    const entered = await visitors.enter(page.slug, { password: PASSWORD, next: "//evil.example" });
    expect(entered.status).toBe(303);
    expect(entered.headers.get("location")).toBe(`/status/${page.slug}`);
    expect(entered.headers.get("set-cookie")).toMatch(
      new RegExp(`; Path=/status/${page.slug}; Max-Age=2592000; SameSite=Lax; HttpOnly$`),
    );
    const cookie = cookieOf(entered);
    const open = await visitors.see(page.slug, { cookie });
    expect(open.status).toBe(200);
    expect(open.headers.get("cache-control")).toBe("private, no-store");
    expect((await visitors.see(other.slug, { cookie })).status).toBe(403);
    await moveVersion(page.id);
    expect((await visitors.see(page.slug, { cookie })).status).toBe(403);
  });

  test("is guessed ten times from one address, and another address is not held up", async () => {
    const { slug } = await aPage({ kind: "password" });
    const guess = (address: string, password: string) => visitors.enter(slug, { password }, { address });
    for (let index = 0; index < 10; index += 1)
      expect((await guess("203.0.113.9", "wrong")).status).toBe(403);
    const held = await guess("203.0.113.9", PASSWORD);
    expect(held.status).toBe(429);
    expect(Number(held.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await guess("203.0.113.10", PASSWORD)).status).toBe(303);
    now = new Date(now.getTime() + 15 * 60_000);
    expect((await guess("203.0.113.9", PASSWORD)).status).toBe(303);
  });

  test("browsers that were let in once are not held up by what strangers try together", async () => {
    const page = await aPage({ kind: "password" });
    const cookie = cookieOf(
      await visitors.enter(page.slug, { password: PASSWORD }, { address: "203.0.113.20" }),
    );
    await moveVersion(page.id);
    const key = `page-password:everywhere:${page.id}`;
    await dashboard.deps.db.rateLimit.upsert({
      where: { key },
      create: { key, windowStart: now, count: 600 },
      update: { windowStart: now, count: 600 },
    });
    const enter = (way: { cookie?: string }) =>
      visitors.enter(page.slug, { password: PASSWORD }, { address: "203.0.113.21", ...way });
    expect((await enter({})).status).toBe(429);
    expect((await enter({ cookie })).status).toBe(303);
  });

  test("is not taken from a form of another site", async () => {
    const { slug } = await aPage({ kind: "password" });
    const foreign = { headers: { "sec-fetch-site": "cross-site" } };
    const answer = await visitors.enter(slug, { password: PASSWORD }, foreign);
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });
});

test("a key in the address opens a private page to readers of feeds until who is let in changes, and no network", async () => {
  for (const access of [{ kind: "password" }, { kind: "members" }] as const) {
    const page = await aPage(access);
    const query = `?key=${gateKey(dashboard.deps.auth.secret, { pageId: page.id, accessVersion: 1 })}`;
    expect((await visitors.see(page.slug, { query }, { kind: "json" })).status).toBe(200);
    expect((await visitors.see((await aPage(access)).slug, { query }, { kind: "json" })).status).toBe(404);
    await moveVersion(page.id);
    expect((await visitors.see(page.slug, { query }, { kind: "json" })).status).toBe(404);
  }
  const page = await aPage({ kind: "network", ranges: ["198.51.100.1"] });
  const query = `?key=${gateKey(dashboard.deps.auth.secret, { pageId: page.id, accessVersion: 1 })}`;
  expect((await visitors.see(page.slug, { query }, { kind: "json" })).status).toBe(404);
});

describe("an address of the right domain", () => {
  const ACCESS: StatusAccess = {
    kind: "email",
    domains: ["acme.example"],
    addresses: ["eva@partner.example"],
  };
  const linkOf = () => /enter\?token=([\w-]{43})/.exec(dashboard.mails.at(-1)?.text ?? "")?.[1] ?? "";

  test("gets a link that works once, by a button, in whatever browser", async () => {
    const page = await aPage(ACCESS);
    const asked = await visitors.enter(page.slug, { email: "Ada@ACME.example" });
    await dashboard.settled();
    expect(asked.status).toBe(200);
    expect(dashboard.mails.at(-1)).toMatchObject({ to: ["ada@acme.example"] });
    expect(dashboard.mails.at(-1)?.text).not.toContain("Secret title");
    expect(dashboard.mails.at(-1)?.text).toContain(`http://localhost:3000/status/${page.slug}/enter?token=`);
    const token = linkOf();
    for (let look = 0; look < 3; look += 1) {
      const opened = await visitors.openLink(page.slug, { query: `?token=${token}` });
      expect(await opened.text()).toContain(`value="${token}"`);
    }
    const entered = await visitors.enter(page.slug, { token });
    expect(entered.status).toBe(303);
    expect((await visitors.see(page.slug, { cookie: cookieOf(entered) })).status).toBe(200);
    const again = await visitors.enter(page.slug, { token });
    expect(again.status).toBe(403);
    expect(again.headers.get("set-cookie")).toBeNull();
  });

  test("is told the same as any other, which gets no mail", async () => {
    const { slug } = await aPage(ACCESS);
    const before = dashboard.mails.length;
    const answers = [];
    for (const email of [
      "eva@partner.example",
      "eve@evil.example",
      "x@acme.example.evil.example",
      "nonsense",
    ]) {
      answers.push(await tell(await visitors.enter(slug, { email }, { address: "203.0.113.30" })));
    }
    await dashboard.settled();
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(dashboard.mails.slice(before).map(({ to }) => to)).toEqual([["eva@partner.example"]]);
  });

  test("gets five mails an hour at most, and a link is for one page and one version", async () => {
    const page = await aPage(ACCESS);
    const other = await aPage(ACCESS);
    const ask = (address: string) => visitors.enter(page.slug, { email: "bob@acme.example" }, { address });
    const before = dashboard.mails.length;
    const statuses = [];
    for (let index = 0; index < 7; index += 1) statuses.push((await ask(`203.0.113.${40 + index}`)).status);
    await dashboard.settled();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(dashboard.mails).toHaveLength(before + 5);
    expect((await visitors.enter(other.slug, { token: linkOf() })).status).toBe(403);
    await ask("203.0.113.60");
    now = new Date(now.getTime() + 3_600_000);
    await ask("203.0.113.61");
    await dashboard.settled();
    const token = linkOf();
    await moveVersion(page.id);
    expect((await visitors.enter(page.slug, { token })).status).toBe(403);
  });
});
