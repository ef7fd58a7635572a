import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sendUpdate } from "#server/channels/status-update/send-update.ts";
import { createNotifier } from "#server/pipeline/notify/notifier.ts";
import { planUpdates } from "#server/pipeline/subscribers/tell-subscribers.ts";
import { createMailTransport } from "#server/runtime/mail-transport.ts";
import { createSafeFetch } from "#server/runtime/safe-fetch.ts";
import { statusCaches } from "#server/runtime/snapshot-cache.ts";
import { aStatusPage, aStatusPost } from "#testing/a-status-page.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { type FakeMailServer, startFakeMailServer } from "#testing/fake-mail-server.ts";
import { type FakeProvider, startFakeProvider } from "#testing/fake-provider.ts";
import { createTestDeps, testKeyRing } from "#testing/test-deps.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { handleConfirm, handleManage, handleSubscribe, handleUnsubscribe } from "./handle-subscription.ts";
import type { SubscriptionRouteDeps } from "./subscription-deps.ts";

const ORIGIN = "http://localhost:3000";
const HANDLERS = { confirm: handleConfirm, manage: handleManage, unsubscribe: handleUnsubscribe };

let dashboard: Dashboard;
let deps: SubscriptionRouteDeps;
let provider: FakeProvider;
let mailServer: FakeMailServer;
let nowMs = Date.UTC(2026, 10, 22, 12, 0, 0);
let page: Awaited<ReturnType<typeof aStatusPage>>;
let workspaceId: string;
let count = 0;
let slug = "";

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  provider = await startFakeProvider();
  mailServer = await startFakeMailServer({ user: "u", password: "p" });
  const outside = createSafeFetch(OPEN_EGRESS);
  deps = {
    ...dashboard.deps,
    fetch: (request) =>
      request.url.startsWith("https://hooks.slack.com/")
        ? provider.redirect(outside)(request)
        : outside(request),
  };
});
afterAll(async () => {
  await Promise.all([provider.stop(), mailServer.stop()]);
  await dashboard.close();
});
beforeEach(async () => {
  count += 1;
  slug = `acme-${count}`;
  nowMs += 7 * 86_400_000;
  dashboard.mails.length = 0;
  provider.requests.length = 0;
  provider.script();
  const { db } = dashboard.deps;
  await db.rateLimit.deleteMany();
  workspaceId = (await dashboard.member({ role: "owner" })).workspaceId;
  page = await aStatusPage(db, { workspaceId, slug, components: [{ name: "API" }, { name: "Web" }] });
  statusCaches().gates.forget(slug);
});

type Sent = { form?: Record<string, string>; json?: object; headers?: Record<string, string> };

function post(path: string, { form, json, headers }: Sent = {}): Request {
  const type = json === undefined ? "application/x-www-form-urlencoded" : "application/json";
  const body = json === undefined ? new URLSearchParams(form).toString() : JSON.stringify(json);
  return new Request(`${ORIGIN}${path}`, {
    method: "POST",
    body,
    headers: { "content-type": type, ...headers },
  });
}

async function subscribe(sent: Sent): Promise<Response> {
  const answer = await handleSubscribe(deps, post(`/status/${slug}/subscribe`, sent), { param: slug });
  await dashboard.settled();
  return answer;
}

/** What a link of a mail or message leads to. */
async function follow(url: string, method: "GET" | "POST" = "GET", form: Record<string, string> = {}) {
  const { pathname } = new URL(url);
  const [, , param = "", verb = "", token = ""] = pathname.split("/");
  const handle = HANDLERS[verb as keyof typeof HANDLERS];
  const request = method === "GET" ? new Request(url) : post(pathname, { form });
  return handle(deps, request, { param, token });
}

function linkIn(text: string, verb: string): string {
  return new RegExp(`http://localhost:3000/status/[^\\s"<>]*/${verb}/[\\w.-]+`).exec(text)?.[0] ?? "";
}

const confirmed = (label: string) =>
  dashboard.deps.db.statusSubscriber.count({ where: { pageId: page.id, label, confirmedAt: { not: null } } });

async function subscribeByMail(address: string): Promise<void> {
  await subscribe({ form: { email: address } });
  const link = linkIn(dashboard.mails.at(-1)?.text ?? "", "confirm");
  await follow(link, "POST");
}

test("an address counts only when its owner has pressed the button behind the link", async () => {
  const asked = await subscribe({ form: { email: "Ann@Example.com" } });
  expect(asked.status).toBe(200);
  expect(await asked.text()).toContain("Look into your mailbox");
  const [mail] = dashboard.mails;
  expect(mail?.to).toEqual(["Ann@Example.com"]);
  const link = linkIn(mail?.text ?? "", "confirm");

  const shown = await follow(link);
  expect(shown.headers.get("referrer-policy")).toBe("no-referrer");
  expect(shown.headers.get("cache-control")).toBe("private, no-store");
  expect(await shown.text()).toContain("Confirm your subscription");
  expect(await confirmed("Ann@Example.com")).toBe(0);

  expect(await (await follow(link, "POST")).text()).toContain("You are subscribed");
  expect(await confirmed("Ann@Example.com")).toBe(1);
  await follow(link, "POST");
  expect(await dashboard.deps.db.channel.count({ where: { workspaceId } })).toBe(1);
});

test("whether somebody is subscribed, waits or is new: the answer has the same bytes", async () => {
  await subscribeByMail("known@example.com");
  await subscribe({ form: { email: "waiting@example.com" } });
  nowMs += 86_400_001;
  const answers: string[] = [];
  for (const email of ["known@example.com", "waiting@example.com", "new@example.com", "new@example.com"]) {
    const answer = await subscribe({ form: { email } });
    answers.push(`${answer.status} ${await answer.text()}`);
  }
  expect(new Set(answers).size).toBe(1);
  const about = (to: string) => dashboard.mails.filter((mail) => mail.to.includes(to)).at(-1)?.subject;
  expect(about("known@example.com")).toBe("You are subscribed to Acme Cloud");
  expect(about("new@example.com")).toBe("Confirm your subscription to Acme Cloud");
});

test("nobody can have mails sent to a stranger again and again", async () => {
  for (let tries = 0; tries < 4; tries += 1) await subscribe({ form: { email: "victim@example.com" } });
  expect(dashboard.mails).toHaveLength(1);
  for (let alias = 0; alias < 6; alias += 1)
    await subscribe({ form: { email: `victim+${alias}@example.com` } });
  expect(dashboard.mails.length).toBeLessThanOrEqual(5);
});

test("one client is slowed down, and told so", async () => {
  const statuses: number[] = [];
  for (let tries = 0; tries < 21; tries += 1) {
    statuses.push((await subscribe({ form: { email: `p${tries}@example.com` } })).status);
  }
  expect(statuses.slice(0, 20)).toEqual(Array(20).fill(200));
  expect(statuses[20]).toBe(429);
});

test("a link that is two days old, forged or of another page confirms nothing", async () => {
  await subscribe({ form: { email: "late@example.com" } });
  const link = linkIn(dashboard.mails.at(-1)?.text ?? "", "confirm");
  const forged = `${link.slice(0, -4)}AAAA`;
  expect(await (await follow(forged, "POST")).text()).toContain("not valid any more");
  nowMs += 48 * 3_600_000;
  expect(await (await follow(link, "POST")).text()).toContain("not valid any more");
  expect(await confirmed("late@example.com")).toBe(0);
});

test("a form of another site and an address that is none are refused", async () => {
  const foreign = { form: { email: "a@example.com" }, headers: { "sec-fetch-site": "cross-site" } };
  expect((await subscribe(foreign)).status).toBe(403);
  expect((await subscribe({ form: { email: "nobody" } })).status).toBe(400);
  expect(
    (await subscribe({ json: { kind: "slack", address: "https://evil.example/hooks.slack.com" } })).status,
  ).toBe(400);
  expect((await subscribe({ json: { kind: "webhook", address: "file:///etc/passwd" } })).status).toBe(400);
  expect(dashboard.mails).toEqual([]);
  expect(provider.requests).toEqual([]);
});

test("a webhook counts when it echoes the challenge, which brings its secret, and not before", async () => {
  const address = `${provider.url}/hook`;
  const refused = await subscribe({ json: { kind: "webhook", address } });
  expect([refused.status, await refused.json()]).toEqual([422, { result: "unproven" }]);

  provider.script({ kind: "echo", status: 500 });
  expect((await subscribe({ json: { kind: "webhook", address } })).status).toBe(422);
  expect(await dashboard.deps.db.statusSubscriber.count({ where: { pageId: page.id } })).toBe(0);

  const [first] = provider.requests;
  const { type, data } = JSON.parse(first?.body ?? "{}");
  expect(type).toBe("status.challenge");
  expect(data.secret).toMatch(/^whsec_/);
  expect(first?.headers["webhook-signature"]).toMatch(/^v1,/);
});

test("who echoes is told, signed with the secret of the challenge, and the team sees no channel of it", async () => {
  const secrets: string[] = [];
  deps = {
    ...deps,
    fetch: async (request) => {
      const { data } = JSON.parse(String(request.body));
      secrets.push(data.secret);
      const body = JSON.stringify({ challenge: data.challenge });
      return { kind: "answered", status: 200, retryAfter: null, body, latencyMs: 1 };
    },
  };
  const json = { kind: "webhook", address: "https://receiver.example/hook?key=hush" };
  expect((await subscribe({ json })).status).toBe(200);
  expect((await subscribe({ json })).status).toBe(200);
  expect(new Set(secrets).size).toBe(1);
  const rows = await dashboard.deps.db.statusSubscriber.findMany({ where: { pageId: page.id } });
  expect(rows).toMatchObject([{ kind: "webhook", label: "receiver.example" }]);
  const channels = await dashboard.deps.db.channel.findMany({ where: { workspaceId } });
  expect(channels).toHaveLength(1);
  expect(JSON.stringify(channels)).not.toContain("hush");
});

test("the mail of an update has one click that ends the subscription, for programs and for people", async () => {
  await subscribeByMail("reader@example.com");
  await aStatusPost(dashboard.deps.db, {
    pageId: page.id,
    startsAt: nowMs + 1,
    title: "Checkout\r\nBcc: x is slow",
  });
  const stage = createTestDeps(dashboard.database, dashboard.stream, nowMs + 2);
  const mail = createMailTransport({
    smtpUrl: `smtp://127.0.0.1:${mailServer.port}?security=none`,
    from: "status@example.com",
    egress: OPEN_EGRESS,
  });
  const outside = { fetch: deps.fetch, mail, clock: stage.clock, vapidKeys: dashboard.deps.vapidKeys };
  stage.settings = { ...stage.settings, linkSecret: deps.auth.secret };
  stage.sendUpdate = (target, update) => sendUpdate(outside, target, update);
  await planUpdates({ ...stage, clock: () => nowMs + 2 }, () => undefined);
  await createNotifier({ ...stage, keyRing: testKeyRing }).wake();

  const raw = mailServer.mails.at(-1)?.raw.replace(/\r\n[ \t]+/g, " ") ?? "";
  const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
  const url = /^List-Unsubscribe: <(\S+)>$/im.exec(head)?.[1] ?? "";
  expect(url).toContain(`/status/${slug}/unsubscribe/`);
  expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im);
  expect(head).toMatch(/^Auto-Submitted: auto-generated$/im);
  expect(head).not.toMatch(/^Bcc:/im);
  expect(head).toMatch(/^References: <[0-9a-f-]{36}@localhost>$/im);

  expect(await (await follow(url)).text()).toContain("You will not get any more messages");
  expect(await confirmed("reader@example.com")).toBe(1);
  const clicked = await follow(url, "POST", { "List-Unsubscribe": "One-Click" });
  expect(clicked.status).toBe(200);
  expect(await confirmed("reader@example.com")).toBe(0);
  expect(await dashboard.deps.db.channel.count({ where: { workspaceId } })).toBe(0);
  expect((await follow(url, "POST")).status).toBe(200);
});

test("a subscriber changes what they are told; the address of the page's neighbours opens nothing", async () => {
  await subscribeByMail("reader@example.com");
  nowMs += 86_400_001;
  await subscribe({ form: { email: "reader@example.com" } });
  const link = linkIn(dashboard.mails.at(-1)?.text ?? "", "manage");
  const shown = await (await follow(link)).text();
  expect(shown).toContain("Your subscription");
  expect(shown).toContain("API");
  const api = page.components.API ?? "";
  await follow(link, "POST", { component: api, leastImpact: "major", locale: "de" });
  const row = await dashboard.deps.db.statusSubscriber.findFirstOrThrow({ where: { pageId: page.id } });
  expect(row).toMatchObject({ componentIds: [api], leastImpact: "major", locale: "de" });

  const { id } = await dashboard.member({ role: "owner" }).then(async (other) => {
    return aStatusPage(dashboard.deps.db, { workspaceId: other.workspaceId, slug: `other-${count}` });
  });
  const elsewhere = link.replace(`/status/${slug}/`, `/status/other-${count}/`);
  expect(await (await follow(elsewhere)).text()).not.toContain("reader@example.com");
  expect(id).not.toBe(page.id);
});

test("who may not see a page may not subscribe to it, and learns nothing of it", async () => {
  const { db } = dashboard.deps;
  await db.statusPage.update({
    where: { id: page.id },
    data: { access: { kind: "members" }, accessVersion: 2 },
  });
  const answer = await subscribe({ form: { email: "a@example.com" } });
  const missing = await handleSubscribe(
    deps,
    post("/status/none/subscribe", { form: { email: "a@example.com" } }),
    {
      param: "none",
    },
  );
  expect([answer.status, await answer.text()]).toEqual([missing.status, await missing.text()]);
  expect(dashboard.mails).toEqual([]);
});

test("Slack is confirmed by its first message", async () => {
  deps = { ...deps, fetch: provider.redirect(createSafeFetch(OPEN_EGRESS)) };
  const address = "https://hooks.slack.com/services/T000/B000/abcdefghijkl";
  const answer = await subscribe({ form: { kind: "slack", address, locale: "en" } });
  expect(await answer.text()).toContain("You are subscribed");
  const [message] = provider.requests;
  expect(message?.path).toBe("/services/T000/B000/abcdefghijkl");
  expect(linkIn(JSON.parse(message?.body ?? "{}").text, "unsubscribe")).not.toBe("");
  expect(await confirmed("hooks.slack.com")).toBe(1);
});
