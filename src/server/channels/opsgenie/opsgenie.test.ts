import { expect, test } from "vitest";
import { showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";

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
    https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "details": {
          "monitor": "0199d1c2-0000-7000-8000-00000000000a",
          "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
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
    Down for 4 min 12 s.
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
    https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "details": {
          "monitor": "0199d1c2-0000-7000-8000-00000000000a",
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
