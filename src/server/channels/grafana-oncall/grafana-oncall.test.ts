import { expect, test } from "vitest";
import { formatSample, sampleBody, showSample } from "#testing/format-sample.ts";
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
  expect(showSample("grafana-oncall", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "alert_uid": "0199d1c2-0000-7000-8000-0000000000ff",
        "link_to_upstream_details": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "message": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
        "state": "alerting",
        "title": "Down: Checkout API",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://oncall.example/integrations/v1/formatted_webhook/CANARY-token/",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("grafana-oncall", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "alert_uid": "0199d1c2-0000-7000-8000-0000000000ff",
        "link_to_upstream_details": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "message": "3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme",
        "state": "ok",
        "title": "Up: Checkout API",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://oncall.example/integrations/v1/formatted_webhook/CANARY-token/",
    }
  `);
});

test("a test", () => {
  expect(showSample("grafana-oncall", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "alert_uid": "0199d1c2-0000-7000-8000-000000000003",
        "link_to_upstream_details": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "message": "This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme",
        "state": "alerting",
        "title": "Test: Checkout API",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://oncall.example/integrations/v1/formatted_webhook/CANARY-token/",
    }
  `);
});

test.each([escalationNotification, degradedNotification, flappingNotification])(
  "$kind joins the alert group of its incident",
  (notification) => {
    const body = sampleBody("grafana-oncall", notification);
    expect(body).toMatchObject({ state: "alerting", alert_uid: downNotification.incidentId });
  },
);

test("there is no word for an acknowledgement", () => {
  expect(() => formatSample("grafana-oncall", acknowledgedNotification)).toThrow(
    "is not told of acknowledged",
  );
});
