import { expect, test } from "vitest";
import { ChannelKind } from "#contracts/channel.ts";
import { NotificationKind } from "#contracts/notification.ts";
import { keepsIncidents } from "#domain/notification/incident-keepers.ts";
import { channelConfigs } from "#testing/channel-configs.ts";
import {
  acknowledgedNotification,
  degradedNotification,
  downNotification,
  escalationNotification,
  flappingNotification,
  reminderNotification,
  stormNotification,
  systemNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";
import type { Message } from "./channel.ts";
import { describeNotification } from "./describe-notification.ts";
import { formatMessage } from "./format-message.ts";
import { plainText } from "./plain-text.ts";
import { channels } from "./registry.ts";

const samples = {
  down: downNotification,
  up: upNotification,
  degraded: degradedNotification,
  flapping: flappingNotification,
  reminder: reminderNotification,
  escalation: escalationNotification,
  acknowledged: acknowledgedNotification,
  test: testNotification,
};
const incidentKeepers = ChannelKind.options.filter(keepsIncidents);
const people = ChannelKind.options.filter((kind) => !keepsIncidents(kind));

function messageOf(kind: ChannelKind, event: NotificationKind): Message | null {
  const channel = channels[kind];
  return formatMessage(channel, samples[event], channel.configSchema.parse(channelConfigs[kind]));
}

function shown(kind: ChannelKind, event: NotificationKind): string {
  const message = messageOf(kind, event);
  if (message === null) return "";
  const text =
    message.kind === "mail" ? `${message.subject}\n${message.text}\n${message.html}` : message.body;
  return message.kind === "mail" ? text : decodeURIComponent(text.replaceAll("+", " "));
}

test("what a person reads of each kind", () => {
  const texts = Object.values(samples).map((sample) => plainText(describeNotification(sample)));
  expect(texts.join("\n\n")).toMatchInlineSnapshot(`
    "🔴 Down: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff

    🟢 Up: Checkout API
    3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff

    🟠 Degraded: Checkout API
    Slow in 2 of 3 regions: 2.4 s, and 1 s is the limit.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff

    🟠 Flapping: Checkout API
    It went down and came back 4 times within 15 min.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff

    ⏰ Reminder: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    It has lasted 1 h so far.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff

    🚨 Escalated: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    It has lasted 1 h so far.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff

    ✅ Acknowledged: Checkout API
    ops@example.com has acknowledged.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff

    🔔 Test: Checkout API
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a"
  `);
});

test("what a person reads of a storm", () => {
  expect(plainText(describeNotification(stormNotification))).toMatchInlineSnapshot(`
    "🔴 Down: Checkout API and 6 more
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    • Service 1: 3 of 3 regions fail: timeout.
    • Service 2: 3 of 3 regions fail: timeout.
    • Service 3: 3 of 3 regions fail: timeout.
    • Service 4: 3 of 3 regions fail: timeout.
    • Service 5: 3 of 3 regions fail: timeout.
    • Service 6: 3 of 3 regions fail: timeout.
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff"
  `);
});

test("what a person reads of an incident without a monitor", () => {
  expect(plainText(describeNotification(systemNotification))).toMatchInlineSnapshot(`
    "🔴 Down: Redis does not answer
    No new checks are handed out. Look at its process and its log.
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff"
  `);
});

test.each(people)("%s is told everything but that somebody has acknowledged", (kind) => {
  const words = {
    down: "Down: ",
    up: "Up: ",
    degraded: "Degraded: ",
    flapping: "Flapping: ",
    reminder: "Reminder: ",
    escalation: "Escalated: ",
    test: "Test: ",
  };
  for (const [event, word] of Object.entries(words) as [NotificationKind, string][]) {
    expect(shown(kind, event), event).toContain(
      kind === "webhook" ? `"monitor.${event}"` : `${word}Checkout API`,
    );
  }
  expect(messageOf(kind, "acknowledged")).toBeNull();
});

test.each(incidentKeepers)("%s never gets a reminder, and everything of an incident has one key", (kind) => {
  expect(messageOf(kind, "reminder")).toBeNull();
  const key = downNotification.incidentId ?? "";
  for (const event of NotificationKind.options) {
    const message = messageOf(kind, event);
    if (message === null || message.kind === "mail" || event === "test") continue;
    expect(`${message.url} ${message.body}`, event).toContain(key);
  }
});

test.each(ChannelKind.options)("%s offers to acknowledge what is open, and only that", (kind) => {
  // Opsgenie and PagerDuty have a button of their own; the link is for Uptick's reminders and escalation.
  for (const event of ["down", "degraded", "flapping", "escalation"] as const)
    expect(shown(kind, event), event).toContain(downNotification.acknowledgeUrl);
  for (const event of ["up", "test"] as const)
    expect(shown(kind, event), event).not.toContain("/acknowledge/");
});

test("one message for a mailbox keeps the conversation of its incident through every kind", () => {
  const threads = NotificationKind.options
    .map((event) => messageOf("email", event))
    .map((message) => (message?.kind === "mail" ? message.thread : undefined));
  const thread = `<${downNotification.incidentId}@uptick.example>`;
  expect(threads).toEqual([thread, thread, thread, thread, thread, thread, undefined, null]);
});
