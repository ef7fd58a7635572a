import { expect, test } from "vitest";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import {
  downNotification,
  hostileNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("teams", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "attachments": [
          {
            "content": {
              "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
              "actions": [
                {
                  "title": "Acknowledge",
                  "type": "Action.OpenUrl",
                  "url": "https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
                },
                {
                  "title": "Open in Uptick",
                  "type": "Action.OpenUrl",
                  "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
                },
              ],
              "body": [
                {
                  "inlines": [
                    {
                      "size": "Large",
                      "text": "🔴 Down: Checkout API",
                      "type": "TextRun",
                      "weight": "Bolder",
                    },
                  ],
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "Target: https://shop.example/health?probe=1",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "fra1: timeout (no answer within 10 s)",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "iad1: unexpected status (503 Service Unavailable)",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "sin1: success",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "2026-11-21 13:25:07 UTC · Uptick · Acme",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
              ],
              "fallbackText": "Down: Checkout API",
              "msteams": {
                "width": "Full",
              },
              "type": "AdaptiveCard",
              "version": "1.4",
            },
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
          },
        ],
        "type": "message",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://teams.example/workflows/1?sig=CANARY-signature",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("teams", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "attachments": [
          {
            "content": {
              "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
              "actions": [
                {
                  "title": "Open in Uptick",
                  "type": "Action.OpenUrl",
                  "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
                },
              ],
              "body": [
                {
                  "inlines": [
                    {
                      "size": "Large",
                      "text": "🟢 Up: Checkout API",
                      "type": "TextRun",
                      "weight": "Bolder",
                    },
                  ],
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "3 of 3 regions succeed again.",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "It lasted 4 min 12 s.",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "Target: https://shop.example/health?probe=1",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "fra1: success",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "2026-11-21 13:29:19 UTC · Uptick · Acme",
                      "type": "TextRun",
                    },
                  ],
                  "spacing": "Small",
                  "type": "RichTextBlock",
                },
              ],
              "fallbackText": "Up: Checkout API",
              "msteams": {
                "width": "Full",
              },
              "type": "AdaptiveCard",
              "version": "1.4",
            },
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
          },
        ],
        "type": "message",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://teams.example/workflows/1?sig=CANARY-signature",
    }
  `);
});

test("a test", () => {
  const { attachments } = sampleBody("teams", testNotification) as {
    attachments: [{ content: { body: { inlines: [{ text: string }] }[] } }];
  };
  expect(attachments[0].content.body.map(({ inlines }) => inlines[0].text)).toEqual([
    "🔔 Test: Checkout API",
    "This is a test. Nothing is down.",
    "Target: https://shop.example/health?probe=1",
    "2026-11-21 13:00:00 UTC · Uptick · Acme",
  ]);
});

test("names stand in text runs, which read no markup", () => {
  const { attachments } = sampleBody("teams", hostileNotification) as {
    attachments: [{ content: { body: { type: string }[] } }];
  };
  expect(new Set(attachments[0].content.body.map(({ type }) => type))).toEqual(new Set(["RichTextBlock"]));
});
