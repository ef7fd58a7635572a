import { expect, test } from "vitest";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import {
  downNotification,
  hostileNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("google-chat", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "cardsV2": [
          {
            "card": {
              "header": {
                "title": "🔴 Down: Checkout API",
              },
              "sections": [
                {
                  "widgets": [
                    {
                      "textParagraph": {
                        "text": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "Target: https://shop.example/health?probe=1",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "fra1: timeout (no answer within 10 s)",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "iad1: unexpected status (503 Service Unavailable)",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "sin1: success",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "2026-11-21 13:25:07 UTC · Uptick · Acme",
                      },
                    },
                    {
                      "buttonList": {
                        "buttons": [
                          {
                            "onClick": {
                              "openLink": {
                                "url": "https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
                              },
                            },
                            "text": "Acknowledge",
                          },
                          {
                            "onClick": {
                              "openLink": {
                                "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
                              },
                            },
                            "text": "Open in Uptick",
                          },
                        ],
                      },
                    },
                  ],
                },
              ],
            },
            "cardId": "0199d1c2-0000-7000-8000-000000000001",
          },
        ],
        "fallbackText": "Down: Checkout API",
        "thread": {
          "threadKey": "0199d1c2-0000-7000-8000-0000000000ff",
        },
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://chat.example/v1/spaces/A/messages?key=k1234&token=CANARY-token&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("google-chat", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "cardsV2": [
          {
            "card": {
              "header": {
                "title": "🟢 Up: Checkout API",
              },
              "sections": [
                {
                  "widgets": [
                    {
                      "textParagraph": {
                        "text": "3 of 3 regions succeed again.",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "It lasted 4 min 12 s.",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "Target: https://shop.example/health?probe=1",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "fra1: success",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "2026-11-21 13:29:19 UTC · Uptick · Acme",
                      },
                    },
                    {
                      "buttonList": {
                        "buttons": [
                          {
                            "onClick": {
                              "openLink": {
                                "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
                              },
                            },
                            "text": "Open in Uptick",
                          },
                        ],
                      },
                    },
                  ],
                },
              ],
            },
            "cardId": "0199d1c2-0000-7000-8000-000000000002",
          },
        ],
        "fallbackText": "Up: Checkout API",
        "thread": {
          "threadKey": "0199d1c2-0000-7000-8000-0000000000ff",
        },
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://chat.example/v1/spaces/A/messages?key=k1234&token=CANARY-token&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
    }
  `);
});

test("a test", () => {
  expect(showSample("google-chat", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "cardsV2": [
          {
            "card": {
              "header": {
                "title": "🔔 Test: Checkout API",
              },
              "sections": [
                {
                  "widgets": [
                    {
                      "textParagraph": {
                        "text": "This is a test. Nothing is down.",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "Target: https://shop.example/health?probe=1",
                      },
                    },
                    {
                      "textParagraph": {
                        "text": "2026-11-21 13:00:00 UTC · Uptick · Acme",
                      },
                    },
                    {
                      "buttonList": {
                        "buttons": [
                          {
                            "onClick": {
                              "openLink": {
                                "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
                              },
                            },
                            "text": "Open in Uptick",
                          },
                        ],
                      },
                    },
                  ],
                },
              ],
            },
            "cardId": "0199d1c2-0000-7000-8000-000000000003",
          },
        ],
        "fallbackText": "Test: Checkout API",
        "thread": {
          "threadKey": "0199d1c2-0000-7000-8000-000000000003",
        },
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://chat.example/v1/spaces/A/messages?key=k1234&token=CANARY-token&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
    }
  `);
});

test("a name mentions nobody and adds no tag", () => {
  expect(JSON.stringify(sampleBody("google-chat", hostileNotification))).not.toMatch(/<(users|script|b)/);
});
