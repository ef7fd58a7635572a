import { expect, test } from "vitest";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import {
  downNotification,
  hostileNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";
import { rocketChat } from "./rocket-chat.ts";

test("an outage", () => {
  expect(showSample("rocket-chat", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "attachments": [
          {
            "color": "#dc2626",
            "text": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: \`https://shop.example/health?probe=1\`
    • fra1: timeout (no answer within 10 s)
    • iad1: unexpected status (503 Service Unavailable)
    • sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    [Acknowledge](https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY) · [Open in Uptick](https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff)",
            "title": "🔴 Down: Checkout API",
            "title_link": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          },
        ],
        "channel": "#alerts",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://rocket.example/hooks/1/CANARY-token",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("rocket-chat", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "attachments": [
          {
            "color": "#16a34a",
            "text": "3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: \`https://shop.example/health?probe=1\`
    • fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme
    [Open in Uptick](https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff)",
            "title": "🟢 Up: Checkout API",
            "title_link": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          },
        ],
        "channel": "#alerts",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://rocket.example/hooks/1/CANARY-token",
    }
  `);
});

test("a test", () => {
  expect(showSample("rocket-chat", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "attachments": [
          {
            "color": "#2563eb",
            "text": "This is a test. Nothing is down.
    Target: \`https://shop.example/health?probe=1\`
    2026-11-21 13:00:00 UTC · Uptick · Acme
    [Open in Uptick](https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a)",
            "title": "🔔 Test: Checkout API",
            "title_link": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
          },
        ],
        "channel": "#alerts",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://rocket.example/hooks/1/CANARY-token",
    }
  `);
});

test("a name mentions nobody", () => {
  expect(JSON.stringify(sampleBody("rocket-chat", hostileNotification))).not.toMatch(/@(all|everyone)/);
});

test("200 with success false is a failure", () => {
  const answer = { status: 200, body: '{"success":false}', latencyMs: 1, retryAfterMs: null };
  expect(rocketChat.judge?.(answer)).toMatchObject({ kind: "failed", permanent: true });
});
