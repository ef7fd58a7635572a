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
  expect(showSample("pagerduty", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "client": "Uptick",
        "client_url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "dedup_key": "0199d1c2-0000-7000-8000-0000000000ff",
        "event_action": "trigger",
        "links": [
          {
            "href": "https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
            "text": "Acknowledge",
          },
          {
            "href": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
            "text": "Open in Uptick",
          },
        ],
        "payload": {
          "custom_details": {
            "others": [],
            "reason": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.",
            "regions": [
              "fra1: timeout (no answer within 10 s)",
              "iad1: unexpected status (503 Service Unavailable)",
              "sin1: success",
            ],
            "target": "https://shop.example/health?probe=1",
            "workspace": "Uptick · Acme",
          },
          "severity": "error",
          "source": "https://shop.example/health?probe=1",
          "summary": "Down: Checkout API. 2 of 3 regions fail: timeout from fra1; unexpected status from iad1.",
          "timestamp": "2026-11-21T13:25:07.000Z",
        },
        "routing_key": "CANARY00000000000000000000000000",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://events.eu.pagerduty.com/v2/enqueue",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("pagerduty", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "dedup_key": "0199d1c2-0000-7000-8000-0000000000ff",
        "event_action": "resolve",
        "routing_key": "CANARY00000000000000000000000000",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://events.eu.pagerduty.com/v2/enqueue",
    }
  `);
});

test("a test", () => {
  expect(showSample("pagerduty", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "client": "Uptick",
        "client_url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "dedup_key": "0199d1c2-0000-7000-8000-000000000003",
        "event_action": "trigger",
        "links": [
          {
            "href": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
            "text": "Open in Uptick",
          },
        ],
        "payload": {
          "custom_details": {
            "others": [],
            "reason": "This is a test. Nothing is down.",
            "regions": [],
            "target": "https://shop.example/health?probe=1",
            "workspace": "Uptick · Acme",
          },
          "severity": "info",
          "source": "https://shop.example/health?probe=1",
          "summary": "Test: Checkout API. This is a test. Nothing is down.",
          "timestamp": "2026-11-21T13:00:00.000Z",
        },
        "routing_key": "CANARY00000000000000000000000000",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://events.eu.pagerduty.com/v2/enqueue",
    }
  `);
});

test("an acknowledgement names the alert and nothing else", () => {
  expect(sampleBody("pagerduty", acknowledgedNotification)).toEqual({
    routing_key: "CANARY00000000000000000000000000",
    event_action: "acknowledge",
    dedup_key: downNotification.incidentId,
  });
});

test.each([
  {
    name: "a critical monitor",
    notification: { ...downNotification, severity: "critical" as const },
    severity: "critical",
  },
  {
    name: "a normal monitor",
    notification: { ...downNotification, severity: "normal" as const },
    severity: "error",
  },
  { name: "an escalation", notification: escalationNotification, severity: "critical" },
  { name: "a slow monitor", notification: degradedNotification, severity: "warning" },
  { name: "a flapping monitor", notification: flappingNotification, severity: "warning" },
])("$name has the severity $severity and the key of its incident", ({ notification, severity }) => {
  expect(sampleBody("pagerduty", notification, { severity: "" })).toMatchObject({
    event_action: "trigger",
    dedup_key: downNotification.incidentId,
    payload: { severity },
  });
});
