import { expect, test } from "vitest";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import {
  downNotification,
  hostileNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("mattermost", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "attachments": [
          {
            "color": "#dc2626",
            "fallback": "Down: Checkout API",
            "footer": "2026-11-21 13:25:07 UTC · Uptick · Acme",
            "text": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: \`https://shop.example/health?probe=1\`
    - fra1: timeout (no answer within 10 s)
    - iad1: unexpected status (503 Service Unavailable)
    - sin1: success
    [Acknowledge](https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY) · [Open in Uptick](https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff)",
            "title": "🔴 Down: Checkout API",
            "title_link": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          },
        ],
        "channel": "town-square",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://mattermost.example/hooks/CANARYCANARY",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("mattermost", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "attachments": [
          {
            "color": "#16a34a",
            "fallback": "Up: Checkout API",
            "footer": "2026-11-21 13:29:19 UTC · Uptick · Acme",
            "text": "3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: \`https://shop.example/health?probe=1\`
    - fra1: success
    [Open in Uptick](https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff)",
            "title": "🟢 Up: Checkout API",
            "title_link": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          },
        ],
        "channel": "town-square",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://mattermost.example/hooks/CANARYCANARY",
    }
  `);
});

test("a test", () => {
  expect(showSample("mattermost", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "attachments": [
          {
            "color": "#2563eb",
            "fallback": "Test: Checkout API",
            "footer": "2026-11-21 13:00:00 UTC · Uptick · Acme",
            "text": "This is a test. Nothing is down.
    Target: \`https://shop.example/health?probe=1\`
    [Open in Uptick](https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a)",
            "title": "🔔 Test: Checkout API",
            "title_link": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
          },
        ],
        "channel": "town-square",
      },
      "headers": {
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://mattermost.example/hooks/CANARYCANARY",
    }
  `);
});

test("a name mentions nobody", () => {
  expect(JSON.stringify(sampleBody("mattermost", hostileNotification))).not.toMatch(/@(all|everyone)/);
});
