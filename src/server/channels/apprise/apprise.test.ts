import { expect, test } from "vitest";
import { formatSample, showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";
import { apprise } from "./apprise.ts";

test("an outage", () => {
  expect(showSample("apprise", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "body": "🔴 Down: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "format": "text",
        "title": "🔴 Down: Checkout API",
        "type": "failure",
        "urls": "tgram://CANARY-token/1",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST http://apprise.example:8000/notify/",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("apprise", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "body": "🟢 Up: Checkout API
    3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "format": "text",
        "title": "🟢 Up: Checkout API",
        "type": "success",
        "urls": "tgram://CANARY-token/1",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST http://apprise.example:8000/notify/",
    }
  `);
});

test("a test", () => {
  expect(showSample("apprise", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "body": "🔔 Test: Checkout API
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "format": "text",
        "title": "🔔 Test: Checkout API",
        "type": "info",
        "urls": "tgram://CANARY-token/1",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST http://apprise.example:8000/notify/",
    }
  `);
});

test.each([
  { status: 204, permanent: true },
  { status: 424, permanent: false },
])("$status is a failure", ({ status, permanent }) => {
  const answer = { status, body: "", latencyMs: 1, retryAfterMs: null };
  expect(apprise.judge?.(answer)).toMatchObject({ kind: "failed", permanent });
});

test("a stored configuration is named in the path", () => {
  const message = formatSample("apprise", downNotification, { urls: "", key: "uptick", tag: "ops" });
  expect(message).toMatchObject({ url: "http://apprise.example:8000/notify/uptick" });
});
