import { expect, test } from "vitest";
import { showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";
import { line } from "./line.ts";

test("an outage", () => {
  expect(showSample("line", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "messages": [
          {
            "text": "🔴 Down: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
            "type": "text",
          },
        ],
        "to": "U00000000000000000000000000000000",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
        "x-line-retry-key": "0199d1c2-0000-7000-8000-000000000001",
      },
      "request": "POST https://api.line.me/v2/bot/message/push",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("line", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "messages": [
          {
            "text": "🟢 Up: Checkout API
    3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
            "type": "text",
          },
        ],
        "to": "U00000000000000000000000000000000",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
        "x-line-retry-key": "0199d1c2-0000-7000-8000-000000000002",
      },
      "request": "POST https://api.line.me/v2/bot/message/push",
    }
  `);
});

test("a test", () => {
  expect(showSample("line", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "messages": [
          {
            "text": "🔔 Test: Checkout API
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
            "type": "text",
          },
        ],
        "to": "U00000000000000000000000000000000",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
        "x-line-retry-key": "0199d1c2-0000-7000-8000-000000000003",
      },
      "request": "POST https://api.line.me/v2/bot/message/push",
    }
  `);
});

test("409 says that an earlier attempt was accepted", () => {
  const answer = { status: 409, body: "{}", latencyMs: 1, retryAfterMs: null };
  expect(line.judge?.(answer)).toMatchObject({ kind: "sent" });
});
