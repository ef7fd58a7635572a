import { expect, test } from "vitest";
import { formatSample, sampleBody, showSample } from "#testing/format-sample.ts";
import {
  downNotification,
  hostileNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";
import { slack } from "./slack.ts";

test("an outage", () => {
  expect(showSample("slack", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "🔴 Down: Checkout API",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "text": {
              "text": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "text": {
              "text": "https://shop.example/health?probe=1",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "text": {
              "text": "• fra1: timeout (no answer within 10 s)
    • iad1: unexpected status (503 Service Unavailable)
    • sin1: success",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "text": {
              "text": "<https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY|Acknowledge>  ·  <https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff|Open in Uptick>",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "elements": [
              {
                "emoji": false,
                "text": "2026-11-21 13:25:07 UTC · Uptick · Acme",
                "type": "plain_text",
              },
            ],
            "type": "context",
          },
        ],
        "channel": "C0123456789",
        "text": "🔴 Down: Checkout API",
        "unfurl_links": false,
      },
      "headers": {
        "authorization": "Bearer xoxb-CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://slack.com/api/chat.postMessage",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("slack", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "🟢 Up: Checkout API",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "text": {
              "text": "3 of 3 regions succeed again.
    It lasted 4 min 12 s.",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "text": {
              "text": "https://shop.example/health?probe=1",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "text": {
              "text": "• fra1: success",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "text": {
              "text": "<https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff|Open in Uptick>",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "elements": [
              {
                "emoji": false,
                "text": "2026-11-21 13:29:19 UTC · Uptick · Acme",
                "type": "plain_text",
              },
            ],
            "type": "context",
          },
        ],
        "channel": "C0123456789",
        "text": "🟢 Up: Checkout API",
        "unfurl_links": false,
      },
      "headers": {
        "authorization": "Bearer xoxb-CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://slack.com/api/chat.postMessage",
    }
  `);
});

test("a test", () => {
  expect(showSample("slack", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "🔔 Test: Checkout API",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "text": {
              "text": "This is a test. Nothing is down.",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "text": {
              "text": "https://shop.example/health?probe=1",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "text": {
              "text": "<https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a|Open in Uptick>",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "elements": [
              {
                "emoji": false,
                "text": "2026-11-21 13:00:00 UTC · Uptick · Acme",
                "type": "plain_text",
              },
            ],
            "type": "context",
          },
        ],
        "channel": "C0123456789",
        "text": "🔔 Test: Checkout API",
        "unfurl_links": false,
      },
      "headers": {
        "authorization": "Bearer xoxb-CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://slack.com/api/chat.postMessage",
    }
  `);
});

test("a webhook gets the same blocks without a token", () => {
  const config = { botToken: "", channel: "", webhookUrl: "https://hooks.slack.example/services/T/B/x" };
  const message = formatSample("slack", downNotification, config);
  expect(message).toMatchObject({
    url: config.webhookUrl,
    headers: { "content-type": "application/json; charset=utf-8" },
  });
  expect(Object.keys(message.kind === "http" ? message.headers : {})).not.toContain("authorization");
});

test("no name mentions anybody", () => {
  const { text, blocks } = sampleBody("slack", hostileNotification) as {
    text: string;
    blocks: { text?: { type: string; text: string } }[];
  };
  const marked = blocks.flatMap((block) => (block.text?.type === "mrkdwn" ? [block.text.text] : []));
  expect(marked).toHaveLength(5);
  expect([text, ...marked].join("\n").match(/<[^>]*>/g)).toEqual([
    `<${hostileNotification.acknowledgeUrl}|Acknowledge>`,
    `<${hostileNotification.incidentUrl}|Open in Uptick>`,
  ]);
});

test.each([
  { body: '{"ok":true,"ts":"1.2"}', expected: { kind: "sent" } },
  { body: "ok", expected: { kind: "sent" } },
  { body: '{"ok":false,"error":"channel_not_found"}', expected: { kind: "failed", permanent: true } },
  { body: '{"ok":false,"error":"internal_error"}', expected: { kind: "failed", permanent: false } },
])("an answer of $body is $expected.kind", ({ body, expected }) => {
  expect(slack.judge?.({ status: 200, body, latencyMs: 1, retryAfterMs: null })).toMatchObject(expected);
});

test.each([
  { config: {}, says: "Give an incoming webhook URL, or a bot token and a channel." },
  { config: { botToken: "xoxb-1" }, says: "Name the channel that the bot writes to." },
  { config: { botToken: "abc", channel: "C1" }, says: "A bot token starts with xoxb-." },
])("a wrong configuration hears: $says", ({ config, says }) => {
  expect(slack.configSchema.safeParse(config).error?.issues[0]?.message).toBe(says);
});
