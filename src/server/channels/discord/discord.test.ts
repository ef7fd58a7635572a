import { expect, test } from "vitest";
import { formatSample, sampleBody, showSample } from "#testing/format-sample.ts";
import {
  downNotification,
  hostileNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";
import { discord } from "./discord.ts";

test("an outage", () => {
  expect(showSample("discord", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "allowed_mentions": {
          "parse": [],
        },
        "embeds": [
          {
            "color": 14427686,
            "description": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.",
            "fields": [
              {
                "name": "Target",
                "value": "\`https://shop.example/health?probe=1\`",
              },
              {
                "name": "Regions",
                "value": "fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success",
              },
              {
                "name": "Acknowledge",
                "value": "[Say that you are on it](https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY)",
              },
            ],
            "footer": {
              "text": "Uptick · Acme",
            },
            "timestamp": "2026-11-21T13:25:07.000Z",
            "title": "🔴 Down: Checkout API",
            "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          },
        ],
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://discord.example/api/webhooks/1/CANARY-token?wait=true",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("discord", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "allowed_mentions": {
          "parse": [],
        },
        "embeds": [
          {
            "color": 1483594,
            "description": "3 of 3 regions succeed again.",
            "fields": [
              {
                "name": "Target",
                "value": "\`https://shop.example/health?probe=1\`",
              },
              {
                "name": "Duration",
                "value": "It lasted 4 min 12 s.",
              },
              {
                "name": "Regions",
                "value": "fra1: success",
              },
            ],
            "footer": {
              "text": "Uptick · Acme",
            },
            "timestamp": "2026-11-21T13:29:19.000Z",
            "title": "🟢 Up: Checkout API",
            "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          },
        ],
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://discord.example/api/webhooks/1/CANARY-token?wait=true",
    }
  `);
});

test("a test", () => {
  expect(showSample("discord", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "allowed_mentions": {
          "parse": [],
        },
        "embeds": [
          {
            "color": 2450411,
            "description": "This is a test. Nothing is down.",
            "fields": [
              {
                "name": "Target",
                "value": "\`https://shop.example/health?probe=1\`",
              },
            ],
            "footer": {
              "text": "Uptick · Acme",
            },
            "timestamp": "2026-11-21T13:00:00.000Z",
            "title": "🔔 Test: Checkout API",
            "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
          },
        ],
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://discord.example/api/webhooks/1/CANARY-token?wait=true",
    }
  `);
});

test("nobody is mentioned and no markup of a name is read", () => {
  const body = sampleBody("discord", hostileNotification);
  expect(body).toMatchObject({ allowed_mentions: { parse: [] } });
  expect(JSON.stringify(body)).not.toContain("@everyone");
});

test("the wait that Discord names in its body is kept to", () => {
  const answer = {
    status: 429,
    body: '{"retry_after":0.65,"global":false}',
    latencyMs: 1,
    retryAfterMs: 1000,
  };
  expect(discord.judge?.(answer)).toMatchObject({ kind: "failed", permanent: false, retryAfterMs: 650 });
});

test("a thread of the webhook URL stays", () => {
  const webhookUrl = "https://discord.example/api/webhooks/1/x?thread_id=5";
  expect(formatSample("discord", downNotification, { webhookUrl })).toMatchObject({
    url: `${webhookUrl}&wait=true`,
  });
});
