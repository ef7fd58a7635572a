import { expect, test } from "vitest";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";
import { webhook } from "./webhook.ts";

test("an outage", () => {
  expect(showSample("webhook", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "data": {
          "acknowledgeUrl": "https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
          "durationMs": null,
          "id": "0199d1c2-0000-7000-8000-000000000001",
          "incidentId": "0199d1c2-0000-7000-8000-0000000000ff",
          "incidentUrl": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          "monitor": {
            "id": "0199d1c2-0000-7000-8000-00000000000a",
            "name": "Checkout API",
            "target": "https://shop.example/health?probe=1",
            "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
          },
          "others": [],
          "reason": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.",
          "regions": [
            {
              "message": "no answer within 10 s",
              "outcome": "timeout",
              "region": "fra1",
            },
            {
              "message": "503 Service Unavailable",
              "outcome": "status",
              "region": "iad1",
            },
            {
              "message": null,
              "outcome": "ok",
              "region": "sin1",
            },
          ],
          "severity": "critical",
          "workspace": {
            "name": "Acme",
          },
        },
        "timestamp": "2026-11-21T13:25:07.000Z",
        "type": "monitor.down",
      },
      "headers": {
        "authorization": "Bearer CANARY-authorization",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://receiver.example/hooks/uptick",
      "signing": {
        "id": "0199d1c2-0000-7000-8000-000000000001",
        "secret": "whsec_CANARYCANARYCANARYCANARYCANARYAA",
      },
    }
  `);
});

test("a recovery", () => {
  expect(showSample("webhook", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "data": {
          "acknowledgeUrl": null,
          "durationMs": 252000,
          "id": "0199d1c2-0000-7000-8000-000000000002",
          "incidentId": "0199d1c2-0000-7000-8000-0000000000ff",
          "incidentUrl": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
          "monitor": {
            "id": "0199d1c2-0000-7000-8000-00000000000a",
            "name": "Checkout API",
            "target": "https://shop.example/health?probe=1",
            "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
          },
          "others": [],
          "reason": "3 of 3 regions succeed again.",
          "regions": [
            {
              "message": null,
              "outcome": "ok",
              "region": "fra1",
            },
          ],
          "severity": "critical",
          "workspace": {
            "name": "Acme",
          },
        },
        "timestamp": "2026-11-21T13:29:19.000Z",
        "type": "monitor.up",
      },
      "headers": {
        "authorization": "Bearer CANARY-authorization",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://receiver.example/hooks/uptick",
      "signing": {
        "id": "0199d1c2-0000-7000-8000-000000000002",
        "secret": "whsec_CANARYCANARYCANARYCANARYCANARYAA",
      },
    }
  `);
});

test("a test", () => {
  expect(showSample("webhook", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "data": {
          "acknowledgeUrl": null,
          "durationMs": null,
          "id": "0199d1c2-0000-7000-8000-000000000003",
          "incidentId": null,
          "incidentUrl": null,
          "monitor": {
            "id": "0199d1c2-0000-7000-8000-00000000000a",
            "name": "Checkout API",
            "target": "https://shop.example/health?probe=1",
            "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
          },
          "others": [],
          "reason": "This is a test. Nothing is down.",
          "regions": [],
          "severity": "normal",
          "workspace": {
            "name": "Acme",
          },
        },
        "timestamp": "2026-11-21T13:00:00.000Z",
        "type": "monitor.test",
      },
      "headers": {
        "authorization": "Bearer CANARY-authorization",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://receiver.example/hooks/uptick",
      "signing": {
        "id": "0199d1c2-0000-7000-8000-000000000003",
        "secret": "whsec_CANARYCANARYCANARYCANARYCANARYAA",
      },
    }
  `);
});

test("a template keeps its shape whatever a name holds", () => {
  const template =
    '{"text": "{{title}} ({{ reason }})", "seconds": "{{durationMs}}", "deep": [{"url": "{{monitor.url}}"}]}';
  expect(sampleBody("webhook", { ...upNotification, reason: '"}], {{monitor.id}}' }, { template })).toEqual({
    text: 'Up: Checkout API ("}], {{monitor.id}})',
    seconds: 252_000,
    deep: [{ url: upNotification.monitor.url }],
  });
});

test.each([
  {
    config: { template: "{{title}}" },
    says: 'The template is not JSON. Put each placeholder into quotes, such as {"text": "{{title}}"}.',
  },
  { config: { template: '"{{constructor}}"' }, says: /^There is no \{\{constructor\}\}\. Use \{\{id\}\}, / },
  {
    config: { secret: "whsec_c2hvcnQ=" },
    says: "A signing secret is whsec_ followed by 24 to 64 random bytes in base64.",
  },
  {
    config: { url: "ftp://example.com" },
    says: "Give the full URL that receives the events, such as https://example.com/hooks/uptick.",
  },
  {
    config: { url: "https://user:secret@example.com" },
    says: "Remove the user name and password from the URL.",
  },
  { config: { authorization: "Bearer a\nX-Admin: 1" }, says: "A header value is one line of plain ASCII." },
])("a wrong configuration hears: $says", ({ config, says }) => {
  const parsed = webhook.configSchema.safeParse({ url: "https://example.com", ...config });
  expect(parsed.error?.issues[0]?.message).toMatch(says);
});
