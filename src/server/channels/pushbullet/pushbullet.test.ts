import { expect, test } from "vitest";
import { showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("pushbullet", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "body": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
        "channel_tag": "ops",
        "guid": "0199d1c2-0000-7000-8000-000000000001",
        "title": "🔴 Down: Checkout API",
        "type": "link",
        "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
      },
      "headers": {
        "access-token": "CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.pushbullet.com/v2/pushes",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("pushbullet", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "body": "3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme",
        "channel_tag": "ops",
        "guid": "0199d1c2-0000-7000-8000-000000000002",
        "title": "🟢 Up: Checkout API",
        "type": "link",
        "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
      },
      "headers": {
        "access-token": "CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.pushbullet.com/v2/pushes",
    }
  `);
});

test("a test", () => {
  expect(showSample("pushbullet", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "body": "This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme",
        "channel_tag": "ops",
        "guid": "0199d1c2-0000-7000-8000-000000000003",
        "title": "🔔 Test: Checkout API",
        "type": "link",
        "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
      },
      "headers": {
        "access-token": "CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.pushbullet.com/v2/pushes",
    }
  `);
});
