import { expect, test } from "vitest";
import { formatSample, sampleBody, showSample } from "#testing/format-sample.ts";
import {
  acknowledgedNotification,
  degradedNotification,
  downNotification,
  escalationNotification,
  flappingNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";

test("an outage", () => {
  expect(showSample("incident-io", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "deduplication_key": "0199d1c2-0000-7000-8000-0000000000ff",
        "description": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.

    Target: https://shop.example/health?probe=1

    fra1: timeout (no answer within 10 s)

    iad1: unexpected status (503 Service Unavailable)

    sin1: success

    2026-11-21 13:25:07 UTC · Uptick · Acme

    [Acknowledge](https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY) · [Open in Uptick](https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff)",
        "metadata": {
          "kind": "down",
          "monitor": "Checkout API",
          "monitor_id": "0199d1c2-0000-7000-8000-00000000000a",
          "regions": [
            "fra1",
            "iad1",
            "sin1",
          ],
          "severity": "critical",
          "target": "https://shop.example/health?probe=1",
          "workspace": "Acme",
        },
        "source_url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "status": "firing",
        "title": "Down: Checkout API",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.incident.io/v2/alert_events/http/01GW2G3V0S59R238FAHPDS1R66",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("incident-io", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "deduplication_key": "0199d1c2-0000-7000-8000-0000000000ff",
        "description": "3 of 3 regions succeed again.

    It lasted 4 min 12 s.

    Target: https://shop.example/health?probe=1

    fra1: success

    2026-11-21 13:29:19 UTC · Uptick · Acme

    [Open in Uptick](https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff)",
        "metadata": {
          "kind": "up",
          "monitor": "Checkout API",
          "monitor_id": "0199d1c2-0000-7000-8000-00000000000a",
          "regions": [
            "fra1",
          ],
          "severity": "critical",
          "target": "https://shop.example/health?probe=1",
          "workspace": "Acme",
        },
        "source_url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "status": "resolved",
        "title": "Up: Checkout API",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.incident.io/v2/alert_events/http/01GW2G3V0S59R238FAHPDS1R66",
    }
  `);
});

test("a test", () => {
  expect(showSample("incident-io", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "deduplication_key": "0199d1c2-0000-7000-8000-000000000003",
        "description": "This is a test. Nothing is down.

    Target: https://shop.example/health?probe=1

    2026-11-21 13:00:00 UTC · Uptick · Acme

    [Open in Uptick](https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a)",
        "metadata": {
          "kind": "test",
          "monitor": "Checkout API",
          "monitor_id": "0199d1c2-0000-7000-8000-00000000000a",
          "regions": [],
          "severity": "normal",
          "target": "https://shop.example/health?probe=1",
          "workspace": "Acme",
        },
        "source_url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "status": "firing",
        "title": "Test: Checkout API",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "POST https://api.incident.io/v2/alert_events/http/01GW2G3V0S59R238FAHPDS1R66",
    }
  `);
});

test("the whole URL of a source is taken as well", () => {
  const sourceId = "https://api.incident.io/v2/alert_events/http/01ABC";
  expect(formatSample("incident-io", downNotification, { sourceId })).toMatchObject({ url: sourceId });
});

test.each([escalationNotification, degradedNotification, flappingNotification])(
  "$kind joins the alert of its incident",
  (notification) => {
    const body = sampleBody("incident-io", notification);
    expect(body).toMatchObject({ status: "firing", deduplication_key: downNotification.incidentId });
  },
);

test("there is no word for an acknowledgement", () => {
  expect(() => formatSample("incident-io", acknowledgedNotification)).toThrow("is not told of acknowledged");
});
