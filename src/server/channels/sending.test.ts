import { expect, test, vi } from "vitest";
import { generateVAPIDKeys } from "web-push";
import { escapeHtml } from "#domain/escape-html.ts";
import { readSmtpUrl } from "#server/runtime/mail-transport.ts";
import { channelConfigs } from "#testing/channel-configs.ts";
import { downNotification } from "#testing/sample-notifications.ts";
import type { HttpMessage, OutboundRequest, SendDeps } from "./channel.ts";
import { describeNotification } from "./describe-notification.ts";
import { fitEscaped, fitText } from "./fit-text.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { parseRetryAfter } from "./parse-retry-after.ts";
import { sendMessage } from "./send-message.ts";
import { sendNotification } from "./send-notification.ts";
import { signWebhook } from "./sign-webhook.ts";
import { singleLine } from "./single-line.ts";

const now = Date.UTC(2026, 10, 21);

test("a signature is the one of the Standard Webhooks libraries", () => {
  const message = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1614265330, body: '{"test": 2432232314}' };
  expect(signWebhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", message)).toEqual({
    "webhook-id": message.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("every attempt is signed with its own time and the same id", async () => {
  const sent: OutboundRequest[] = [];
  let clock = now;
  const deps: SendDeps = {
    fetch: async (request) => {
      sent.push(request);
      return { kind: "answered", status: 204, retryAfter: null, body: "", latencyMs: 1 };
    },
    mail: { send: vi.fn() },
    clock: () => clock,
    vapidKeys: vi.fn(),
  };
  const message: HttpMessage = {
    kind: "http",
    method: "POST",
    url: "https://receiver.example",
    headers: {},
    body: "{}",
    signing: { id: downNotification.id, secret: null },
  };
  await sendMessage(deps, message);
  clock += 3_600_000;
  await sendMessage(deps, message);

  expect(sent.map(({ headers }) => headers)).toEqual([
    { "webhook-id": downNotification.id, "webhook-timestamp": String(now / 1000) },
    { "webhook-id": downNotification.id, "webhook-timestamp": String(now / 1000 + 3_600) },
  ]);
});

test.each([
  { status: 200, kind: "sent" },
  { status: 202, kind: "sent" },
  { status: 204, kind: "sent" },
  { status: 302, kind: "permanent" },
  { status: 400, kind: "permanent" },
  { status: 401, kind: "permanent" },
  { status: 403, kind: "permanent" },
  { status: 404, kind: "permanent" },
  { status: 408, kind: "passing" },
  { status: 410, kind: "permanent" },
  { status: 422, kind: "permanent" },
  { status: 425, kind: "passing" },
  { status: 429, kind: "passing" },
  { status: 500, kind: "passing" },
  { status: 503, kind: "passing" },
])("$status is $kind", ({ status, kind }) => {
  const result = judgeAnswer({ status, body: "", latencyMs: 1, retryAfterMs: 5_000 });
  const found = result.kind === "sent" ? "sent" : result.permanent ? "permanent" : "passing";
  expect(found).toBe(kind);
  if (result.kind === "failed") expect(result.retryAfterMs).toBe(result.permanent ? null : 5_000);
});

test.each([
  { header: "30", waitMs: 30_000 },
  { header: "0.35", waitMs: 350 },
  { header: "-5", waitMs: 0 },
  { header: "99999999", waitMs: 86_400_000 },
  { header: new Date(now + 90_000).toUTCString(), waitMs: 90_000 },
  { header: new Date(now - 90_000).toUTCString(), waitMs: 0 },
  { header: "soon", waitMs: null },
  { header: "Infinity", waitMs: null },
  { header: "", waitMs: null },
  { header: null, waitMs: null },
])("Retry-After $header waits $waitMs ms", ({ header, waitMs }) => {
  expect(parseRetryAfter(header, now)).toBe(waitMs);
});

test.each([
  { durationMs: 400, says: "less than 1 s" },
  { durationMs: 59_999, says: "59 s" },
  { durationMs: 252_000, says: "4 min 12 s" },
  { durationMs: 7_200_000, says: "2 h" },
  { durationMs: 273_660_000, says: "3 d 4 h" },
])("$durationMs ms are told as $says", ({ durationMs, says }) => {
  expect(describeNotification({ ...downNotification, durationMs }).duration).toBe(
    `It has lasted ${says} so far.`,
  );
});

test("what does not fit is cut between characters and never in an escape", () => {
  expect(fitText("👩👩👩", 5)).toBe("👩👩…");
  expect(fitText("abc", 3)).toBe("abc");
  expect(fitEscaped("<<<<", { maxLength: 10, escape: escapeHtml })).toBe("&lt;&lt;…");
});

test("a single line has no control character, no reversed text and no half character", () => {
  expect(singleLine(" a\r\nBcc: b\u2028c\u202ed\ud800\u0000 ")).toBe("a Bcc: b c d\uFFFD");
});

test.each([
  {
    url: "smtp://relay.internal",
    server: { host: "relay.internal", port: 587, user: null, password: null, security: "opportunistic" },
  },
  {
    url: "smtp://me%40x.org:p%2Fw@mail.x.org:2587",
    server: { host: "mail.x.org", port: 2587, user: "me@x.org", password: "p/w", security: "starttls" },
  },
  {
    url: "smtps://me:pw@mail.x.org",
    server: { host: "mail.x.org", port: 465, user: "me", password: "pw", security: "tls" },
  },
  {
    url: "smtp://me:pw@[::1]:25?security=none",
    server: { host: "::1", port: 25, user: "me", password: "pw", security: "none" },
  },
])("$url is read as a mail server", ({ url, server }) => {
  expect(readSmtpUrl(url)).toEqual(server);
});

test.each([
  { kind: "discord", url: "https://discord.example/••••?wait=true" },
  { kind: "slack", url: "https://slack.com/api/chat.postMessage" },
  { kind: "telegram", url: "https://api.telegram.org/bot••••/sendMessage" },
  {
    kind: "splunk-on-call",
    url: "https://alert.victorops.com/integrations/generic/20131114/alert/••••/database",
  },
  { kind: "web-push", url: "https://push.example/••••" },
] as const)("the log says whom $kind was sent to, and hides what opens it", async ({ kind, url }) => {
  const keys = { ...generateVAPIDKeys(), subject: "mailto:uptick@example.com" };
  const deps: SendDeps = {
    fetch: async () => ({ kind: "answered", status: 200, retryAfter: null, body: "", latencyMs: 1 }),
    mail: { send: vi.fn() },
    clock: () => now,
    vapidKeys: async () => keys,
  };
  const { request } = await sendNotification(deps, { kind, config: channelConfigs[kind] }, downNotification);
  expect(request?.url).toBe(url);
  expect(request?.headers.authorization ?? "Bearer ••••").toMatch(/^\w+ ••••$/);
  expect(request?.body).toContain("Checkout API");
  expect(JSON.stringify(request)).not.toContain("CANARY");
});

test("a mail's log shows its head and text", async () => {
  const mail = {
    send: async () => ({ kind: "sent", response: { status: 250, body: "", latencyMs: 1 } }) as const,
  };
  const deps: SendDeps = { fetch: vi.fn(), mail, clock: () => now, vapidKeys: vi.fn() };
  const target = { kind: "email", config: channelConfigs.email } as const;
  expect((await sendNotification(deps, target, downNotification)).request).toMatchObject({
    method: "SMTP",
    url: "127.0.0.1:2525",
    headers: { to: "ops@example.com, second@example.com", subject: "🔴 Down: Checkout API" },
    body: expect.stringContaining("Acknowledge: https://uptick.example/acknowledge/••••"),
  });
});
