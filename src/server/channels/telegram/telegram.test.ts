import { expect, test } from "vitest";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import {
  downNotification,
  hostileNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";
import { telegram } from "./telegram.ts";

test("an outage", () => {
  expect(showSample("telegram", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "chat_id": "-1001234567890",
        "link_preview_options": {
          "is_disabled": true,
        },
        "message_thread_id": 7,
        "parse_mode": "HTML",
        "reply_markup": {
          "inline_keyboard": [
            [
              {
                "text": "Acknowledge",
                "url": "https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
              },
              {
                "text": "Open in Uptick",
                "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
              },
            ],
          ],
        },
        "text": "<b>🔴 Down: Checkout API</b>
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.telegram.org/bot123456789:CANARYCANARYCANARYCANARY/sendMessage",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("telegram", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "chat_id": "-1001234567890",
        "link_preview_options": {
          "is_disabled": true,
        },
        "message_thread_id": 7,
        "parse_mode": "HTML",
        "reply_markup": {
          "inline_keyboard": [
            [
              {
                "text": "Open in Uptick",
                "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
              },
            ],
          ],
        },
        "text": "<b>🟢 Up: Checkout API</b>
    3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.telegram.org/bot123456789:CANARYCANARYCANARYCANARY/sendMessage",
    }
  `);
});

test("a test", () => {
  expect(showSample("telegram", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "chat_id": "-1001234567890",
        "link_preview_options": {
          "is_disabled": true,
        },
        "message_thread_id": 7,
        "parse_mode": "HTML",
        "reply_markup": {
          "inline_keyboard": [
            [
              {
                "text": "Open in Uptick",
                "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
              },
            ],
          ],
        },
        "text": "<b>🔔 Test: Checkout API</b>
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.telegram.org/bot123456789:CANARYCANARYCANARYCANARY/sendMessage",
    }
  `);
});

test("a name cannot add or close a tag", () => {
  const { text } = sampleBody("telegram", hostileNotification) as { text: string };
  expect(text.match(/<[^>]*>/g)).toEqual(["<b>", "</b>"]);
});

test.each([
  "http://localhost:3000",
  "https://uptick",
  "https://uptick.lan",
  "https://10.0.0.7",
  "http://uptick.example",
])("Telegram takes no button that leads to %s, so the links stand in the text", (appUrl) => {
  const notification = {
    ...downNotification,
    incidentUrl: `${appUrl}/incidents/1`,
    acknowledgeUrl: `${appUrl}/acknowledge/1.x`,
  };
  const body = sampleBody("telegram", notification) as { text: string; reply_markup?: unknown };
  expect(body.reply_markup).toBeUndefined();
  expect(body.text).toContain(`<a href="${appUrl}/acknowledge/1.x">Acknowledge</a>`);
  expect(body.text).toContain(`<a href="${appUrl}/incidents/1">Open in Uptick</a>`);
});

test("a group that became a supergroup is a lasting fault that names the new ID", () => {
  const body = '{"ok":false,"error_code":400,"parameters":{"migrate_to_chat_id":-100123}}';
  const result = telegram.judge?.({ status: 400, body, latencyMs: 1, retryAfterMs: null });
  expect(result).toMatchObject({
    kind: "failed",
    permanent: true,
    reason: expect.stringContaining("-100123"),
  });
});

test("the wait in the body is kept to", () => {
  const body = '{"ok":false,"error_code":429,"parameters":{"retry_after":12}}';
  const result = telegram.judge?.({ status: 429, body, latencyMs: 1, retryAfterMs: null });
  expect(result).toMatchObject({ kind: "failed", permanent: false, retryAfterMs: 12_000 });
});
