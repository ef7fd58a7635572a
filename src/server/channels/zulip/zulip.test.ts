import { expect, test } from "vitest";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import {
  downNotification,
  hostileNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("zulip", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "content": "🔴 [Acknowledge](https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY) · [Open in Uptick](https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff)
    \`\`\`text
    Down: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    \`\`\`",
        "to": "alerts",
        "topic": "Checkout API",
        "type": "stream",
      },
      "headers": {
        "authorization": "Basic dXB0aWNrLWJvdEB6dWxpcC5leGFtcGxlOkNBTkFSWS1rZXk=",
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      },
      "request": "POST https://zulip.example/api/v1/messages",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("zulip", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "content": "🟢 [Open in Uptick](https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff)
    \`\`\`text
    Up: Checkout API
    3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme
    \`\`\`",
        "to": "alerts",
        "topic": "Checkout API",
        "type": "stream",
      },
      "headers": {
        "authorization": "Basic dXB0aWNrLWJvdEB6dWxpcC5leGFtcGxlOkNBTkFSWS1rZXk=",
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      },
      "request": "POST https://zulip.example/api/v1/messages",
    }
  `);
});

test("a test", () => {
  expect(showSample("zulip", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "content": "🔔 [Open in Uptick](https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a)
    \`\`\`text
    Test: Checkout API
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme
    \`\`\`",
        "to": "alerts",
        "topic": "Checkout API",
        "type": "stream",
      },
      "headers": {
        "authorization": "Basic dXB0aWNrLWJvdEB6dWxpcC5leGFtcGxlOkNBTkFSWS1rZXk=",
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      },
      "request": "POST https://zulip.example/api/v1/messages",
    }
  `);
});

test("a name cannot leave the code block, where nothing is read as a mention", () => {
  const { content } = sampleBody("zulip", hostileNotification) as { content: string };
  expect(content.split("```")).toHaveLength(3);
  expect(content.split("```")[1]).toContain("@**all**");
});
