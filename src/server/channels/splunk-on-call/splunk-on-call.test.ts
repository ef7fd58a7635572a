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
import { splunkOnCall } from "./splunk-on-call.ts";

test("an outage", () => {
  expect(showSample("splunk-on-call", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "alert_url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "entity_display_name": "Down: Checkout API",
        "entity_id": "0199d1c2-0000-7000-8000-0000000000ff",
        "message_type": "CRITICAL",
        "monitoring_tool": "Uptick",
        "state_message": "🔴 Down: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "state_start_time": 1795267507,
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://alert.victorops.com/integrations/generic/20131114/alert/CANARY-key/database",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("splunk-on-call", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "alert_url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "entity_display_name": "Up: Checkout API",
        "entity_id": "0199d1c2-0000-7000-8000-0000000000ff",
        "message_type": "RECOVERY",
        "monitoring_tool": "Uptick",
        "state_message": "🟢 Up: Checkout API
    3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "state_start_time": 1795267759,
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://alert.victorops.com/integrations/generic/20131114/alert/CANARY-key/database",
    }
  `);
});

test("a test", () => {
  expect(showSample("splunk-on-call", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "alert_url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "entity_display_name": "Test: Checkout API",
        "entity_id": "0199d1c2-0000-7000-8000-000000000003",
        "message_type": "INFO",
        "monitoring_tool": "Uptick",
        "state_message": "🔔 Test: Checkout API
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "state_start_time": 1795266000,
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://alert.victorops.com/integrations/generic/20131114/alert/CANARY-key/database",
    }
  `);
});

test("200 with the result failure is a failure", () => {
  const answer = {
    status: 200,
    body: '{"result":"failure","message":"unknown key"}',
    latencyMs: 1,
    retryAfterMs: null,
  };
  expect(splunkOnCall.judge?.(answer)).toMatchObject({ kind: "failed", permanent: true });
});

test.each([
  { notification: acknowledgedNotification, type: "ACKNOWLEDGEMENT" },
  { notification: escalationNotification, type: "CRITICAL" },
  { notification: degradedNotification, type: "WARNING" },
  { notification: flappingNotification, type: "WARNING" },
])("$notification.kind is $type for the same entity", ({ notification, type }) => {
  const body = sampleBody("splunk-on-call", notification);
  expect(body).toMatchObject({ message_type: type, entity_id: downNotification.incidentId });
});
