import { expect, test } from "vitest";
import { showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("home-assistant", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "data": {
          "actions": [
            {
              "action": "URI",
              "title": "Acknowledge",
              "uri": "https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
            },
            {
              "action": "URI",
              "title": "Open in Uptick",
              "uri": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
            },
          ],
          "clickAction": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          "tag": "0199d1c2-0000-7000-8000-0000000000ff",
          "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        },
        "message": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme",
        "title": "🔴 Down: Checkout API",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST http://home.example:8123/api/services/notify/mobile_app_pixel",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("home-assistant", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "data": {
          "actions": [
            {
              "action": "URI",
              "title": "Open in Uptick",
              "uri": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
            },
          ],
          "clickAction": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          "tag": "0199d1c2-0000-7000-8000-0000000000ff",
          "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        },
        "message": "3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme",
        "title": "🟢 Up: Checkout API",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST http://home.example:8123/api/services/notify/mobile_app_pixel",
    }
  `);
});

test("a test", () => {
  expect(showSample("home-assistant", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "data": {
          "actions": [
            {
              "action": "URI",
              "title": "Open in Uptick",
              "uri": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
            },
          ],
          "clickAction": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
          "tag": "0199d1c2-0000-7000-8000-000000000003",
          "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        },
        "message": "This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme",
        "title": "🔔 Test: Checkout API",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST http://home.example:8123/api/services/notify/mobile_app_pixel",
    }
  `);
});
