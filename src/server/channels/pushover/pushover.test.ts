import { expect, test } from "vitest";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("pushover", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "device": "phone",
        "expire": 3600,
        "message": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "priority": 2,
        "retry": 60,
        "timestamp": 1795267507,
        "title": "🔴 Down: Checkout API",
        "token": "CANARYaaaaaaaaaaaaaaaaaaaaaaaa",
        "url": "https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
        "url_title": "Acknowledge",
        "user": "CANARYuuuuuuuuuuuuuuuuuuuuuuuu",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.pushover.net/1/messages.json",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("pushover", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "device": "phone",
        "message": "3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme",
        "priority": 0,
        "timestamp": 1795267759,
        "title": "🟢 Up: Checkout API",
        "token": "CANARYaaaaaaaaaaaaaaaaaaaaaaaa",
        "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "url_title": "Open in Uptick",
        "user": "CANARYuuuuuuuuuuuuuuuuuuuuuuuu",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.pushover.net/1/messages.json",
    }
  `);
});

test("a test", () => {
  expect(showSample("pushover", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "device": "phone",
        "message": "This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme",
        "priority": 0,
        "timestamp": 1795266000,
        "title": "🔔 Test: Checkout API",
        "token": "CANARYaaaaaaaaaaaaaaaaaaaaaaaa",
        "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "url_title": "Open in Uptick",
        "user": "CANARYuuuuuuuuuuuuuuuuuuuuuuuu",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.pushover.net/1/messages.json",
    }
  `);
});

test("only an outage is an emergency", () => {
  expect(sampleBody("pushover", upNotification)).toMatchObject({ priority: 0 });
  expect(sampleBody("pushover", downNotification)).toMatchObject({ priority: 2, retry: 60, expire: 3600 });
});
