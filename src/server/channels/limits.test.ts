import { expect, test } from "vitest";
import { ChannelKind } from "#contracts/channel.ts";
import { formatSample, sampleBody } from "#testing/format-sample.ts";
import { hostileNotification, longNotification, stormNotification } from "#testing/sample-notifications.ts";
import type { Message } from "./channel.ts";

type Limit = { kind: ChannelKind; what: string; max: number; measure: (body: never) => number };

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
/** Telegram counts what is left when its markup was read. */
const withoutMarkup = (html: string) => html.replace(/<[^>]*>/g, "").replace(/&\w+;|&#\d+;/g, "x").length;

const limits: Limit[] = [
  {
    kind: "slack",
    what: "header",
    max: 150,
    measure: (body: { blocks: [{ text: { text: string } }] }) => body.blocks[0].text.text.length,
  },
  {
    kind: "slack",
    what: "longest block",
    max: 3_000,
    measure: (body: { blocks: { text?: { text: string } }[] }) =>
      Math.max(...body.blocks.map(({ text }) => text?.text.length ?? 0)),
  },
  {
    kind: "discord",
    what: "embed title",
    max: 256,
    measure: (body: { embeds: [{ title: string }] }) => body.embeds[0].title.length,
  },
  {
    kind: "discord",
    what: "longest field",
    max: 1_024,
    measure: (body: { embeds: [{ fields: { value: string }[] }] }) =>
      Math.max(...body.embeds[0].fields.map(({ value }) => value.length)),
  },
  { kind: "discord", what: "whole embed", max: 6_000, measure: (body) => JSON.stringify(body).length },
  { kind: "teams", what: "bytes", max: 28_000, measure: bytes },
  {
    kind: "telegram",
    what: "text",
    max: 4_096,
    measure: ({ text }: { text: string }) => withoutMarkup(text),
  },
  {
    kind: "pagerduty",
    what: "dedup key",
    max: 255,
    measure: (body: { dedup_key: string }) => body.dedup_key.length,
  },
  { kind: "pagerduty", what: "bytes", max: 512_000, measure: bytes },
  { kind: "google-chat", what: "bytes", max: 32_000, measure: bytes },
  { kind: "mattermost", what: "characters", max: 16_383, measure: (body) => JSON.stringify(body).length },
  { kind: "matrix", what: "bytes", max: 60_000, measure: bytes },
  {
    kind: "ntfy",
    what: "message bytes",
    max: 4_096,
    measure: (body: { message: string }) => Buffer.byteLength(body.message),
  },
  { kind: "pushover", what: "title", max: 250, measure: (body: { title: string }) => body.title.length },
  {
    kind: "pushover",
    what: "message",
    max: 1_024,
    measure: (body: { message: string }) => body.message.length,
  },
  { kind: "twilio-sms", what: "body", max: 1_600, measure: (body: { Body: string }) => body.Body.length },
  {
    kind: "signal",
    what: "message",
    max: 2_000,
    measure: (body: { message: string }) => body.message.length,
  },
  {
    kind: "web-push",
    what: "payload bytes (4,096 with what encryption adds)",
    max: 3_993,
    measure: (body) => bytes(body),
  },
  { kind: "opsgenie", what: "note", max: 25_000, measure: (body: { note: string }) => body.note.length },
  { kind: "google-chat", what: "card bytes", max: 32_000, measure: bytes },
  { kind: "pushbullet", what: "bytes", max: 25_000, measure: bytes },
  { kind: "zulip", what: "topic", max: 60, measure: (body: { topic: string }) => body.topic.length },
  {
    kind: "zulip",
    what: "content",
    max: 10_000,
    measure: (body: { content: string }) => body.content.length,
  },
  {
    kind: "line",
    what: "text",
    max: 5_000,
    measure: (body: { messages: [{ text: string }] }) => body.messages[0].text.length,
  },
  {
    kind: "splunk-on-call",
    what: "state message",
    max: 20_480,
    measure: (body: { state_message: string }) => body.state_message.length,
  },
];

test.each(limits)("$kind keeps its $what within $max", ({ kind, max, measure }) => {
  const size = measure(sampleBody(kind, longNotification) as never);
  expect(size).toBeGreaterThan(0);
  expect(size).toBeLessThanOrEqual(max);
});

test.each(ChannelKind.options)("%s tells of a whole storm, or counts what it leaves out", (kind) => {
  const storm = { ...stormNotification, kind: "degraded" as const };
  const shown = decodeURIComponent(textOf(formatSample(kind, storm)).replaceAll("+", " "));
  expect(shown).toMatch(kind === "webhook" ? "Checkout API" : "Checkout API and 6 more");
  if (!SHORT.has(kind)) for (const { name } of storm.others) expect(shown).toContain(`${name}`);

  const long = { ...longNotification, kind: "degraded" as const, regions: [], reason: "Slow." };
  const cut = decodeURIComponent(textOf(formatSample(kind, long)).replaceAll("+", " "));
  if (kind !== "webhook") expect(cut).toMatch(SHORT.has(kind) ? /and 200 more/ : /and 1\d\d more/);
});

/** A text message that somebody pays for, and titles of what opens an alert: the number is all that fits. */
const SHORT = new Set<ChannelKind>(["twilio-sms"]);

function textOf(message: Message): string {
  return message.kind === "mail" ? `${message.subject}\n${message.text}` : message.body;
}

test("PagerDuty and Opsgenie take the longest title of an outage", () => {
  const down = { ...longNotification, kind: "down" as const };
  const pagerduty = sampleBody("pagerduty", down) as { payload: { summary: string } };
  const opsgenie = sampleBody("opsgenie", down) as { message: string; entity: string; description: string };
  expect(pagerduty.payload.summary.length).toBeLessThanOrEqual(1_024);
  expect(opsgenie.message.length).toBeLessThanOrEqual(130);
  expect(opsgenie.entity.length).toBeLessThanOrEqual(512);
  expect(opsgenie.description.length).toBeLessThanOrEqual(15_000);
});

test.each(ChannelKind.options)(
  "%s says the state, the name and the reason, and links to the incident",
  (kind) => {
    const message = formatSample(kind, {
      ...longNotification,
      monitor: { ...longNotification.monitor, name: "API" },
      reason: "It answers again.",
      others: [],
    });
    const body =
      message.kind === "mail" ? `${message.subject}\n${message.text}` : decodeURIComponent(message.body);
    // A resolve of these two names the alert only; the rest was said when it opened.
    if (kind === "pagerduty") return expect(body).toContain("resolve");
    if (kind === "opsgenie") return expect(body).toContain("It answers again.");
    const plain = body.replaceAll("+", " ");
    expect(plain).toMatch(kind === "webhook" ? "monitor.up" : "Up: API");
    expect(plain).toContain("It answers again.");
    expect(plain).toContain(longNotification.incidentUrl);
  },
);

test.each(ChannelKind.options)("%s sends a hostile name as sound data", (kind) => {
  const message = formatSample(kind, hostileNotification);
  const headers = message.kind === "mail" ? { subject: message.subject } : message.headers;
  for (const value of Object.values(headers)) expect(value).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  if (message.kind === "mail") return;
  expect(URL.canParse(message.url)).toBe(true);
  expect(message.url).not.toMatch(/[\p{Cc} <>]/u);
  expect(typeof sampleBody(kind, hostileNotification)).toBe("object");
  if (kind !== "webhook" && kind !== "incident-io")
    expect(JSON.stringify(sampleBody(kind, hostileNotification))).not.toMatch(/\\u0000|\\ud800|\\u202e|\\r/);
});
