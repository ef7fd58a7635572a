import type { Notification } from "#contracts/notification.ts";

const monitor = {
  id: "0199d1c2-0000-7000-8000-00000000000a",
  name: "Checkout API",
  target: "https://shop.example/health?probe=1",
  url: "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
};
const incidentId = "0199d1c2-0000-7000-8000-0000000000ff";
const workspace = { name: "Acme" };

export const downNotification: Notification = {
  id: "0199d1c2-0000-7000-8000-000000000001",
  kind: "down",
  incidentId,
  incidentUrl: `https://uptick.example/incidents/${incidentId}`,
  acknowledgeUrl:
    "https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
  severity: "critical",
  at: Date.UTC(2026, 10, 21, 13, 25, 7),
  durationMs: null,
  workspace,
  monitor,
  reason: "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.",
  regions: [
    { region: "fra1", outcome: "timeout", message: "no answer within 10 s" },
    { region: "iad1", outcome: "status", message: "503 Service Unavailable" },
    { region: "sin1", outcome: "ok", message: null },
  ],
  others: [],
};

export const upNotification: Notification = {
  ...downNotification,
  id: "0199d1c2-0000-7000-8000-000000000002",
  kind: "up",
  acknowledgeUrl: null,
  at: Date.UTC(2026, 10, 21, 13, 29, 19),
  durationMs: 252_000,
  reason: "3 of 3 regions succeed again.",
  regions: [{ region: "fra1", outcome: "ok", message: null }],
};

export const degradedNotification: Notification = {
  ...downNotification,
  id: "0199d1c2-0000-7000-8000-000000000011",
  kind: "degraded",
  severity: "normal",
  reason: "Slow in 2 of 3 regions: 2.4 s, and 1 s is the limit.",
};

export const flappingNotification: Notification = {
  ...downNotification,
  id: "0199d1c2-0000-7000-8000-000000000012",
  kind: "flapping",
  reason: "It went down and came back 4 times within 15 min.",
};

export const reminderNotification: Notification = {
  ...downNotification,
  id: "0199d1c2-0000-7000-8000-000000000013",
  kind: "reminder",
  durationMs: 3_600_000,
};

export const escalationNotification: Notification = {
  ...reminderNotification,
  id: "0199d1c2-0000-7000-8000-000000000014",
  kind: "escalation",
};

export const acknowledgedNotification: Notification = {
  ...downNotification,
  id: "0199d1c2-0000-7000-8000-000000000015",
  kind: "acknowledged",
  acknowledgeUrl: null,
  reason: "ops@example.com has acknowledged.",
};

/** Seven monitors in one message. */
export const stormNotification: Notification = {
  ...downNotification,
  id: "0199d1c2-0000-7000-8000-000000000016",
  others: Array.from({ length: 6 }, (_, index) => ({
    id: `0199d1c2-0000-7000-8000-0000000001${index}0`,
    name: `Service ${index + 1}`,
    target: `https://service-${index + 1}.example/`,
    url: `https://uptick.example/monitors/0199d1c2-0000-7000-8000-0000000001${index}0`,
    reason: "3 of 3 regions fail: timeout.",
  })),
};

/** An incident without a monitor: the incident stands in its place. */
export const systemNotification: Notification = {
  ...downNotification,
  id: "0199d1c2-0000-7000-8000-000000000017",
  monitor: {
    id: incidentId,
    name: "Redis does not answer",
    target: "",
    url: `https://uptick.example/incidents/${incidentId}`,
  },
  reason: "No new checks are handed out. Look at its process and its log.",
  regions: [],
};

export const testNotification: Notification = {
  ...downNotification,
  id: "0199d1c2-0000-7000-8000-000000000003",
  kind: "test",
  incidentId: null,
  incidentUrl: null,
  acknowledgeUrl: null,
  severity: "normal",
  at: Date.UTC(2026, 10, 21, 13, 0, 0),
  reason: "This is a test. Nothing is down.",
  regions: [],
};

/** One marker for each way in which a name could leave its place. */
const HOSTILE =
  "</b><script>alert(1)</script> & \"q\" 'a' <!channel> <@U1> @everyone @all @**all** <users/all> `x` *b* _i_ [t](https://evil.example) ```\r\nBcc: evil@example.com\r\n\u2028\u202e\ud800\u0000{{reason}} \\ ";

export const hostileNotification: Notification = {
  ...downNotification,
  id: "0199d1c2-0000-7000-8000-000000000004",
  workspace: { name: HOSTILE },
  monitor: { ...monitor, name: HOSTILE, target: `https://shop.example/${HOSTILE}` },
  reason: HOSTILE,
  regions: [{ region: HOSTILE, outcome: "keyword", message: HOSTILE }],
  others: [{ id: monitor.id, name: HOSTILE, target: HOSTILE, url: monitor.url, reason: HOSTILE }],
};

/** Everything as long as its contract allows, and longer where it sets no limit. */
export const longNotification: Notification = {
  ...upNotification,
  id: "0199d1c2-0000-7000-8000-000000000005",
  workspace: { name: "&👩‍🚀".repeat(500) },
  monitor: { ...monitor, name: "<&👩‍🚀>".repeat(60), target: `https://shop.example/${"&<é".repeat(700)}` },
  reason: "&<*_👩‍🚀`@".repeat(1_000),
  regions: Array.from({ length: 50 }, (_, index) => ({
    region: `region-${index}`,
    outcome: "protocol" as const,
    message: "&<*_👩‍🚀`@".repeat(100),
  })),
  others: Array.from({ length: 200 }, (_, index) => ({
    ...monitor,
    name: `${index} ${"<&👩‍🚀>".repeat(60)}`,
    reason: "&<*_👩‍🚀`@".repeat(100),
  })),
};
