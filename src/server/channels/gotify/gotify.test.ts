import { expect, test } from "vitest";
import { showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("gotify", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "extras": {
          "client::display": {
            "contentType": "text/plain",
          },
          "client::notification": {
            "click": {
              "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
            },
          },
        },
        "message": "🔴 Down: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "priority": 9,
        "title": "🔴 Down: Checkout API",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
        "x-gotify-key": "CANARY-token",
      },
      "request": "POST https://gotify.example/message",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("gotify", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "extras": {
          "client::display": {
            "contentType": "text/plain",
          },
          "client::notification": {
            "click": {
              "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
            },
          },
        },
        "message": "🟢 Up: Checkout API
    3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "priority": 5,
        "title": "🟢 Up: Checkout API",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
        "x-gotify-key": "CANARY-token",
      },
      "request": "POST https://gotify.example/message",
    }
  `);
});

test("a test", () => {
  expect(showSample("gotify", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "extras": {
          "client::display": {
            "contentType": "text/plain",
          },
          "client::notification": {
            "click": {
              "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
            },
          },
        },
        "message": "🔔 Test: Checkout API
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "priority": 5,
        "title": "🔔 Test: Checkout API",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
        "x-gotify-key": "CANARY-token",
      },
      "request": "POST https://gotify.example/message",
    }
  `);
});
