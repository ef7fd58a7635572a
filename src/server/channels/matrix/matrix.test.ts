import { expect, test } from "vitest";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import {
  downNotification,
  hostileNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";
import { matrix } from "./matrix.ts";

test("an outage", () => {
  expect(showSample("matrix", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "body": "🔴 Down: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "format": "org.matrix.custom.html",
        "formatted_body": "<strong>🔴 Down: Checkout API</strong><br>2 of 3 regions fail: timeout from fra1; unexpected status from iad1.<br>Target: https://shop.example/health?probe=1<br>fra1: timeout (no answer within 10 s)<br>iad1: unexpected status (503 Service Unavailable)<br>sin1: success<br>2026-11-21 13:25:07 UTC · Uptick · Acme<br><a href="https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY">Acknowledge</a><br><a href="https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff">Open in Uptick</a>",
        "m.mentions": {},
        "msgtype": "m.text",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "PUT https://matrix.example/_matrix/client/v3/rooms/!room%3Amatrix.example/send/m.room.message/0199d1c2-0000-7000-8000-000000000001",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("matrix", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "body": "🟢 Up: Checkout API
    3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "format": "org.matrix.custom.html",
        "formatted_body": "<strong>🟢 Up: Checkout API</strong><br>3 of 3 regions succeed again.<br>It lasted 4 min 12 s.<br>Target: https://shop.example/health?probe=1<br>fra1: success<br>2026-11-21 13:29:19 UTC · Uptick · Acme<br><a href="https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff">Open in Uptick</a>",
        "m.mentions": {},
        "msgtype": "m.text",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "PUT https://matrix.example/_matrix/client/v3/rooms/!room%3Amatrix.example/send/m.room.message/0199d1c2-0000-7000-8000-000000000002",
    }
  `);
});

test("a test", () => {
  expect(showSample("matrix", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "body": "🔔 Test: Checkout API
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "format": "org.matrix.custom.html",
        "formatted_body": "<strong>🔔 Test: Checkout API</strong><br>This is a test. Nothing is down.<br>Target: https://shop.example/health?probe=1<br>2026-11-21 13:00:00 UTC · Uptick · Acme<br><a href="https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a">Open in Uptick</a>",
        "m.mentions": {},
        "msgtype": "m.text",
      },
      "headers": {
        "authorization": "Bearer CANARY-token",
        "content-type": "application/json; charset=utf-8",
      },
      "request": "PUT https://matrix.example/_matrix/client/v3/rooms/!room%3Amatrix.example/send/m.room.message/0199d1c2-0000-7000-8000-000000000003",
    }
  `);
});

test("a name mentions nobody and adds no tag", () => {
  const body = sampleBody("matrix", hostileNotification) as Record<string, string>;
  expect(body["m.mentions"]).toEqual({});
  const tags = ["<strong", "<br", "<br", "<br", "<br", "<br", "<br", "<a", "<br", "<a"];
  expect(body.formatted_body?.match(/<\w+/g)).toEqual(tags);
});

test("the wait in the body is kept to", () => {
  const answer = {
    status: 429,
    body: '{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}',
    latencyMs: 1,
    retryAfterMs: null,
  };
  expect(matrix.judge?.(answer)).toMatchObject({ kind: "failed", permanent: false, retryAfterMs: 2_500 });
});
