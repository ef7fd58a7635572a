import { expect, test } from "vitest";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import {
  acknowledgedNotification,
  degradedNotification,
  downNotification,
  escalationNotification,
  flappingNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("opsgenie", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "alias": "0199d1c2-0000-7000-8000-0000000000ff",
        "description": "🔴 Down: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "details": {
          "monitor": "0199d1c2-0000-7000-8000-00000000000a",
          "severity": "critical",
          "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        },
        "entity": "https://shop.example/health?probe=1",
        "message": "Down: Checkout API",
        "priority": "P2",
        "source": "Uptick",
      },
      "headers": {
        "authorization": "GenieKey CANARY-key",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.opsgenie.com/v2/alerts",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("opsgenie", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "note": "3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme",
        "source": "Uptick",
      },
      "headers": {
        "authorization": "GenieKey CANARY-key",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.opsgenie.com/v2/alerts/0199d1c2-0000-7000-8000-0000000000ff/close?identifierType=alias",
    }
  `);
});

test("a test", () => {
  expect(showSample("opsgenie", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "alias": "0199d1c2-0000-7000-8000-000000000003",
        "description": "🔔 Test: Checkout API
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "details": {
          "monitor": "0199d1c2-0000-7000-8000-00000000000a",
          "severity": "normal",
          "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        },
        "entity": "https://shop.example/health?probe=1",
        "message": "Test: Checkout API",
        "priority": "P5",
        "source": "Uptick",
      },
      "headers": {
        "authorization": "GenieKey CANARY-key",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.opsgenie.com/v2/alerts",
    }
  `);
});

test("an acknowledgement goes to the alert of the incident", () => {
  expect(showSample("opsgenie", acknowledgedNotification)).toMatchObject({
    request: `POST https://api.opsgenie.com/v2/alerts/${downNotification.incidentId}/acknowledge?identifierType=alias`,
    body: { source: "Uptick", note: expect.stringContaining("ops@example.com has acknowledged.") },
  });
});

test.each([
  {
    name: "a critical monitor",
    notification: { ...downNotification, severity: "critical" as const },
    priority: "P1",
  },
  {
    name: "a normal monitor",
    notification: { ...downNotification, severity: "normal" as const },
    priority: "P2",
  },
  { name: "an escalation", notification: escalationNotification, priority: "P1" },
  { name: "a slow monitor", notification: degradedNotification, priority: "P3" },
  { name: "a flapping monitor", notification: flappingNotification, priority: "P3" },
])("$name has the priority $priority and the alias of its incident", ({ notification, priority }) => {
  const body = sampleBody("opsgenie", notification, { priority: "" });
  expect(body).toMatchObject({ alias: downNotification.incidentId, priority });
});
