import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { generateVAPIDKeys } from "web-push";
import { ChannelKind } from "#contracts/channel.ts";
import { createMailTransport } from "#server/runtime/mail-transport.ts";
import { createSafeFetch } from "#server/runtime/safe-fetch.ts";
import { channelConfigs } from "#testing/channel-configs.ts";
import { type FakeMailServer, startFakeMailServer } from "#testing/fake-mail-server.ts";
import {
  type FakeProvider,
  type ProviderAnswer,
  type ReceivedRequest,
  startFakeProvider,
} from "#testing/fake-provider.ts";
import { openPush } from "#testing/open-push.ts";
import {
  acknowledgedNotification,
  downNotification,
  hostileNotification,
  stormNotification,
  testNotification,
} from "#testing/sample-notifications.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import type { MailTransport, OutboundRequest, SendDeps } from "./channel.ts";
import { channels } from "./registry.ts";
import { sendNotification } from "./send-notification.ts";

const safeFetch = createSafeFetch(OPEN_EGRESS);

const now = Date.UTC(2026, 10, 21);
const vapid = { ...generateVAPIDKeys(), subject: "mailto:uptick@example.com" };
const noMail: MailTransport = { send: vi.fn() };
const httpKinds = ChannelKind.options.filter((kind) => kind !== "email");

let provider: FakeProvider;
let mailServer: FakeMailServer;

beforeAll(async () => {
  provider = await startFakeProvider();
  mailServer = await startFakeMailServer({ user: "mailer", password: "CANARY-password" });
});
beforeEach(() => {
  provider.script();
  provider.requests.length = 0;
  mailServer.script();
  mailServer.mails.length = 0;
});
afterAll(async () => {
  await provider.stop();
  await mailServer.stop();
});

/** The shipped fetch, led to the fake provider. */
function deps(timeoutMs = 5_000): SendDeps {
  const fetch = provider.redirect((request: OutboundRequest) => safeFetch(request, { timeoutMs }));
  return { fetch, mail: noMail, clock: () => now, vapidKeys: async () => vapid };
}

function send(kind: ChannelKind, notification = downNotification, timeoutMs?: number) {
  return sendNotification(deps(timeoutMs), { kind, config: channelConfigs[kind] }, notification);
}

const answer = (status: number, headers = {}, body = ""): ProviderAnswer => ({
  kind: "answer",
  status,
  headers,
  body,
});

const results: { name: string; given: ProviderAnswer; result: object }[] = [
  { name: "200", given: answer(200), result: { kind: "sent", response: { status: 200 } } },
  { name: "400", given: answer(400), result: { kind: "failed", permanent: true } },
  { name: "401", given: answer(401), result: { kind: "failed", permanent: true } },
  { name: "404", given: answer(404), result: { kind: "failed", permanent: true } },
  { name: "410", given: answer(410), result: { kind: "failed", permanent: true } },
  { name: "302", given: answer(302, { location: "/else" }), result: { kind: "failed", permanent: true } },
  {
    name: "429",
    given: answer(429, { "retry-after": "7" }),
    result: { kind: "failed", permanent: false, retryAfterMs: 7_000 },
  },
  {
    name: "429 as a page",
    given: answer(429, {}, "<html>"),
    result: { kind: "failed", permanent: false, retryAfterMs: null },
  },
  {
    name: "503",
    given: answer(503, { "retry-after": new Date(now + 60_000).toUTCString() }),
    result: { kind: "failed", permanent: false, retryAfterMs: 60_000 },
  },
  { name: "500", given: answer(500), result: { kind: "failed", permanent: false, retryAfterMs: null } },
  {
    name: "cut",
    given: { kind: "cut" },
    result: {
      kind: "failed",
      permanent: false,
      reason: "The connection was cut before the answer was complete.",
      response: { status: null },
    },
  },
];

test.each(httpKinds)("%s: each answer of the provider has its result", async (kind) => {
  for (const { name, given, result } of results) {
    provider.script(given);
    expect(await send(kind), `${kind} answered with ${name}`).toMatchObject(result);
  }
  expect(provider.requests).toHaveLength(results.length);
});

test.each(httpKinds)("%s: a provider that does not answer is given up at the deadline", async (kind) => {
  provider.script({ kind: "slow", delayMs: 30_000 });
  expect(await send(kind, downNotification, 50)).toMatchObject({
    kind: "failed",
    permanent: false,
    reason: "No answer within 0.05 s.",
    response: { status: null },
  });
});

test.each(httpKinds)("%s: no secret comes back out of an answer that repeats everything", async (kind) => {
  for (const status of [200, 400, 500]) {
    provider.script({ kind: "echo", status });
    const result = await send(kind);
    expect(result.response?.body).not.toBe("");
    const shown = JSON.stringify(result);
    expect(shown).not.toContain("CANARY");
    expect(shown).not.toContain(btoa("CANARY").slice(0, 6));
    const basic = /^Basic (.+)$/.exec(String(provider.requests.at(-1)?.headers.authorization))?.[1];
    if (basic !== undefined) expect(shown).not.toContain(basic);
  }
});

test.each(httpKinds)("%s: a repeat says the same, so that the provider can know it again", async (kind) => {
  await send(kind, hostileNotification);
  await send(kind, hostileNotification);
  const [first, second] = provider.requests;
  expect(first?.body).not.toBe("");
  if (kind !== "web-push") return expect(second).toEqual(first);
  // Each push has a key of its own; what it says is the same.
  expect(pushedText(second)).toBe(pushedText(first));
});

function pushedText(request: ReceivedRequest | undefined): string {
  const privateKey = createHash("sha256").update("uptick web push receiver").digest("base64url");
  return openPush(request?.bytes ?? Buffer.of(), {
    privateKey,
    auth: String(channelConfigs["web-push"].auth),
  });
}

test.each(httpKinds)("%s: the log shows what was sent, and no secret of it", async (kind) => {
  const { request } = await send(kind, stormNotification);
  const [received] = provider.requests;
  expect(request?.method).toBe(received?.method);
  expect(Object.keys(request?.headers ?? {}).every((name) => name in (received?.headers ?? {}))).toBe(true);
  expect(request?.body).toContain("Checkout");
  const shown = decodeURIComponent(JSON.stringify(request));
  expect(shown).not.toContain("CANARY");
  expect(shown).not.toContain(stormNotification.acknowledgeUrl);
});

test("what nobody has to be told is skipped, and no request leaves", async () => {
  const result = await send("slack", acknowledgedNotification);
  expect(result).toEqual({
    kind: "skipped",
    reason: expect.stringContaining("Slack"),
    request: null,
    response: null,
  });
  expect(provider.requests).toEqual([]);
});

test.each(ChannelKind.options)("%s: a configuration survives being stored", (kind) => {
  const { configSchema, fields } = channels[kind];
  const parsed = configSchema.parse(channelConfigs[kind]);
  expect(configSchema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  expect(channels[kind].kind).toBe(kind);
  const names = new Set(fields.map(({ name }) => name));
  expect(Object.keys(parsed).filter((name) => !names.has(name))).toEqual([]);
});

test.each(ChannelKind.options)("%s: optional fields may be empty, the others say what they want", (kind) => {
  const { configSchema, fields } = channels[kind];
  const empty = Object.fromEntries(fields.map(({ name, kind: field }) => [name, field === "list" ? [] : ""]));
  const issues = configSchema.safeParse(empty).error?.issues ?? [];
  const required = fields.filter((field) => !field.optional).map(({ name }) => name);
  expect(required.filter((name) => !issues.some(({ path }) => path[0] === name))).toEqual([]);
  for (const { message } of issues) expect(message).toMatch(/^[A-Z].*\.$/);
  for (const { message } of configSchema.safeParse({}).error?.issues ?? [])
    expect(message).not.toMatch(/^(Invalid|Expected)/);
});

test.each(ChannelKind.options)("%s: every field with a canary is a secret one", (kind) => {
  const holders = Object.entries(channelConfigs[kind])
    .filter(([, value]) => String(value).includes("CANARY"))
    .map(([name]) => name);
  const secrets = new Set(
    channels[kind].fields.filter((field) => field.kind === "secret").map(({ name }) => name),
  );
  expect(holders.filter((name) => !secrets.has(name))).toEqual([]);
});

test("settings that are not complete are a lasting failure that says what is missing", async () => {
  const result = await sendNotification(deps(), { kind: "ntfy", config: {} }, testNotification);
  expect(result).toMatchObject({ kind: "failed", permanent: true, response: null });
  expect(result.kind === "failed" && result.reason).toContain("A topic has 1 to 64");
  expect(provider.requests).toEqual([]);
});

test("an answer is kept up to 2,000 characters and read up to 64 KB", async () => {
  provider.script(answer(400, {}, `\0${"ä".repeat(1_000_000)}`));
  const { response } = await send("gotify");
  expect(response?.body).toHaveLength(2_000);
  expect(response?.body).toMatch(/^ä+…$/);
});

test("regression: a long answer of Slack is judged by all of it, not by what is kept", async () => {
  const long = JSON.stringify({ message: "x".repeat(10_000), ok: false, error: "is_archived" });
  provider.script(answer(200, {}, long));
  expect(await send("slack")).toMatchObject({ permanent: true, reason: "Slack answered: is_archived." });
});

test("a host without an address and a closed port are passing faults that name no address", async () => {
  const outside: SendDeps = {
    fetch: (request) => safeFetch(request),
    mail: noMail,
    clock: () => now,
    vapidKeys: async () => vapid,
  };
  const closed = { kind: "webhook", config: { url: "http://127.0.0.1:1/?key=CANARY" } } as const;
  expect(await sendNotification(outside, closed, testNotification)).toMatchObject({
    permanent: false,
    reason: "The connection was refused.",
  });
  const unknown = { kind: "webhook", config: { url: "http://nowhere.invalid/?key=CANARY" } } as const;
  expect(await sendNotification(outside, unknown, testNotification)).toMatchObject({
    permanent: false,
    reason: "The host name could not be resolved.",
  });
});

function sendMail(notification = downNotification, config: Record<string, unknown> = {}) {
  const mail = createMailTransport({ smtpUrl: null, from: null, egress: OPEN_EGRESS }, { timeoutMs: 2_000 });
  const settings = { ...channelConfigs.email, port: mailServer.port, ...config };
  return sendNotification({ ...deps(), mail }, { kind: "email", config: settings }, notification);
}

test("a mail arrives once for all its recipients, in the incident's conversation", async () => {
  expect(await sendMail()).toMatchObject({ kind: "sent", response: { status: 250 } });
  expect(mailServer.mails).toHaveLength(1);
  const [mail] = mailServer.mails;
  expect(mail).toMatchObject({ from: "uptick@example.com", to: ["ops@example.com", "second@example.com"] });
  expect(mail?.raw).toContain(`Message-ID: <${downNotification.id}@uptick.example>`);
  expect(mail?.raw).toContain(`References: <${downNotification.incidentId}@uptick.example>`);
  expect(mail?.raw).toContain("Auto-Submitted: auto-generated");
});

test("a hostile name adds no header to a mail", async () => {
  expect(await sendMail(hostileNotification)).toMatchObject({ kind: "sent" });
  const header = mailServer.mails[0]?.raw.split("\r\n\r\n")[0] ?? "";
  expect(header).not.toMatch(/^Bcc:/im);
  expect(mailServer.mails[0]?.to).toEqual(["ops@example.com", "second@example.com"]);
});

test.each([
  { at: "recipient" as const, status: 550, permanent: true },
  { at: "recipient" as const, status: 450, permanent: false },
  { at: "message" as const, status: 554, permanent: true },
  { at: "message" as const, status: 451, permanent: false },
])("$status to the $at of a mail", async ({ at, status, permanent }) => {
  mailServer.script({ kind: "refuse", at, status, text: "CANARY-password is not the reason" });
  const result = await sendMail();
  expect(result).toMatchObject({ kind: "failed", permanent, response: { status } });
  expect(JSON.stringify(result)).not.toContain("CANARY");
});

test("a wrong password is a lasting failure that does not repeat it", async () => {
  const result = await sendMail(downNotification, { password: "CANARY-wrong" });
  expect(result).toMatchObject({
    kind: "failed",
    permanent: true,
    reason: "The mail server refuses the user name and password.",
  });
  expect(JSON.stringify(result)).not.toContain("CANARY");
});

test("a mail server that hangs up is tried again", async () => {
  mailServer.script({ kind: "cut" });
  expect(await sendMail()).toMatchObject({ kind: "failed", permanent: false });
});

test("a password is never sent without the encryption that was asked for", async () => {
  const result = await sendMail(downNotification, { security: "starttls" });
  expect(result).toMatchObject({
    kind: "failed",
    permanent: true,
    reason: "The mail server offers no encryption that can be used.",
  });
  expect(mailServer.mails).toEqual([]);
});

test("without any mail server the failure says what to set", async () => {
  const result = await sendMail(downNotification, { host: "", port: "", user: "", password: "" });
  expect(result).toMatchObject({
    kind: "failed",
    permanent: true,
    reason: expect.stringContaining("SMTP_URL"),
  });
});

test("no more than 64 KB of an answer are read", async () => {
  provider.script(answer(200, {}, "x".repeat(1_000_000)));
  const headers = {};
  const request = { method: "POST", url: provider.url, headers, body: "" } as const;
  const read = await safeFetch(request);
  expect(read).toMatchObject({ kind: "answered", status: 200 });
  expect(read.kind === "answered" && read.body.length).toBe(64 * 1024);
});
