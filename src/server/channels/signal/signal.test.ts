import { expect, test } from "vitest";
import { showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";
import { signal } from "./signal.ts";

test("an outage", () => {
  expect(showSample("signal", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "message": "🔴 Down: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "number": "+4915112345678",
        "recipients": [
          "+4915187654321",
        ],
        "text_mode": "normal",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST http://signal.example:8080/v2/send",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("signal", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "message": "🟢 Up: Checkout API
    3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "number": "+4915112345678",
        "recipients": [
          "+4915187654321",
        ],
        "text_mode": "normal",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST http://signal.example:8080/v2/send",
    }
  `);
});

test("a test", () => {
  expect(showSample("signal", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "message": "🔔 Test: Checkout API
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "number": "+4915112345678",
        "recipients": [
          "+4915187654321",
        ],
        "text_mode": "normal",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST http://signal.example:8080/v2/send",
    }
  `);
});

test.each([
  { error: "Unregistered user", permanent: true },
  { error: "Connection reset by peer", permanent: false },
])("400 because of $error", ({ error, permanent }) => {
  const answer = { status: 400, body: JSON.stringify({ error }), latencyMs: 1, retryAfterMs: null };
  expect(signal.judge?.(answer)).toMatchObject({ kind: "failed", permanent });
});
