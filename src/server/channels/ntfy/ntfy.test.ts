import { expect, test } from "vitest";
import { showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("ntfy", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "actions": [
          {
            "action": "view",
            "label": "Acknowledge",
            "url": "https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
          },
          {
            "action": "view",
            "label": "Open in Uptick",
            "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          },
        ],
        "click": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "message": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme",
        "priority": 5,
        "title": "🔴 Down: Checkout API",
        "topic": "CANARY-topic",
      },
      "headers": {
        "authorization": "Bearer tk_CANARY",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://ntfy.example/",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("ntfy", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "actions": [
          {
            "action": "view",
            "label": "Open in Uptick",
            "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          },
        ],
        "click": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "message": "3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme",
        "priority": 3,
        "title": "🟢 Up: Checkout API",
        "topic": "CANARY-topic",
      },
      "headers": {
        "authorization": "Bearer tk_CANARY",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://ntfy.example/",
    }
  `);
});

test("a test", () => {
  expect(showSample("ntfy", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "actions": [
          {
            "action": "view",
            "label": "Open in Uptick",
            "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
          },
        ],
        "click": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "message": "This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme",
        "priority": 3,
        "title": "🔔 Test: Checkout API",
        "topic": "CANARY-topic",
      },
      "headers": {
        "authorization": "Bearer tk_CANARY",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://ntfy.example/",
    }
  `);
});
