import { expect, test } from "vitest";
import { formatSample, showSample } from "#testing/format-sample.ts";
import {
  downNotification,
  hostileNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";
import { email } from "./email.ts";

test("an outage", () => {
  expect(showSample("email", downNotification)).toMatchInlineSnapshot(`
    {
      "from": "uptick@example.com",
      "html": "<!doctype html><html lang="en"><body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:15px">
    <h1 style="margin:0 0 16px;padding-left:12px;border-left:4px solid #dc2626;font-size:20px">Down: Checkout API</h1>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">2 of 3 regions fail: timeout from fra1; unexpected status from iad1.</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">Target: https://shop.example/health?probe=1</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">fra1: timeout (no answer within 10 s)</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">iad1: unexpected status (503 Service Unavailable)</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">sin1: success</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">2026-11-21 13:25:07 UTC · Uptick · Acme</p>
    <p style="margin:20px 0 0"><a href="https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY" style="display:inline-block;margin:0 16px 0 0;padding:10px 18px;border-radius:6px;background:#18181b;color:#ffffff;font-weight:600;text-decoration:none">Acknowledge</a><a href="https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff" style="display:inline-block;padding:10px 0">Open in Uptick</a></p>
    </body></html>
    ",
      "kind": "mail",
      "messageId": "<0199d1c2-0000-7000-8000-000000000001@uptick.example>",
      "server": {
        "host": "127.0.0.1",
        "password": "CANARY-password",
        "port": 2525,
        "security": "none",
        "user": "mailer",
      },
      "subject": "🔴 Down: Checkout API",
      "text": "🔴 Down: Checkout API
    2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    Target: https://shop.example/health?probe=1
    fra1: timeout (no answer within 10 s)
    iad1: unexpected status (503 Service Unavailable)
    sin1: success
    2026-11-21 13:25:07 UTC · Uptick · Acme
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff
    ",
      "thread": "<0199d1c2-0000-7000-8000-0000000000ff@uptick.example>",
      "to": [
        "ops@example.com",
        "second@example.com",
      ],
    }
  `);
});

test("a recovery", () => {
  expect(showSample("email", upNotification)).toMatchInlineSnapshot(`
    {
      "from": "uptick@example.com",
      "html": "<!doctype html><html lang="en"><body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:15px">
    <h1 style="margin:0 0 16px;padding-left:12px;border-left:4px solid #16a34a;font-size:20px">Up: Checkout API</h1>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">3 of 3 regions succeed again.</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">It lasted 4 min 12 s.</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">Target: https://shop.example/health?probe=1</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">fra1: success</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">2026-11-21 13:29:19 UTC · Uptick · Acme</p>
    <p style="margin:20px 0 0"><a href="https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff" style="display:inline-block;margin:0 16px 0 0;padding:10px 18px;border-radius:6px;background:#18181b;color:#ffffff;font-weight:600;text-decoration:none">Open in Uptick</a></p>
    </body></html>
    ",
      "kind": "mail",
      "messageId": "<0199d1c2-0000-7000-8000-000000000002@uptick.example>",
      "server": {
        "host": "127.0.0.1",
        "password": "CANARY-password",
        "port": 2525,
        "security": "none",
        "user": "mailer",
      },
      "subject": "🟢 Up: Checkout API",
      "text": "🟢 Up: Checkout API
    3 of 3 regions succeed again.
    It lasted 4 min 12 s.
    Target: https://shop.example/health?probe=1
    fra1: success
    2026-11-21 13:29:19 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff
    ",
      "thread": "<0199d1c2-0000-7000-8000-0000000000ff@uptick.example>",
      "to": [
        "ops@example.com",
        "second@example.com",
      ],
    }
  `);
});

test("a test", () => {
  expect(showSample("email", testNotification)).toMatchInlineSnapshot(`
    {
      "from": "uptick@example.com",
      "html": "<!doctype html><html lang="en"><body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:15px">
    <h1 style="margin:0 0 16px;padding-left:12px;border-left:4px solid #2563eb;font-size:20px">Test: Checkout API</h1>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">This is a test. Nothing is down.</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">Target: https://shop.example/health?probe=1</p>
    <p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">2026-11-21 13:00:00 UTC · Uptick · Acme</p>
    <p style="margin:20px 0 0"><a href="https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a" style="display:inline-block;margin:0 16px 0 0;padding:10px 18px;border-radius:6px;background:#18181b;color:#ffffff;font-weight:600;text-decoration:none">Open in Uptick</a></p>
    </body></html>
    ",
      "kind": "mail",
      "messageId": "<0199d1c2-0000-7000-8000-000000000003@uptick.example>",
      "server": {
        "host": "127.0.0.1",
        "password": "CANARY-password",
        "port": 2525,
        "security": "none",
        "user": "mailer",
      },
      "subject": "🔔 Test: Checkout API",
      "text": "🔔 Test: Checkout API
    This is a test. Nothing is down.
    Target: https://shop.example/health?probe=1
    2026-11-21 13:00:00 UTC · Uptick · Acme
    Open in Uptick: https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a
    ",
      "thread": null,
      "to": [
        "ops@example.com",
        "second@example.com",
      ],
    }
  `);
});

test("a name adds no header and no tag", () => {
  const message = formatSample("email", hostileNotification);
  if (message.kind !== "mail") throw new Error("An e-mail channel sends mail.");
  expect(message.subject).not.toMatch(/[\r\n]/);
  expect(message.html).not.toContain("<script>");
  expect(message.html.match(/<\w+/g)?.sort()).toEqual(
    ["<a", "<a", "<body", "<h1", "<html", "<p", "<p", "<p", "<p", "<p", "<p"].sort(),
  );
});

test("without a server of its own the mail goes over the installation's", () => {
  const config = { host: "", port: "", user: "", password: "", from: "" };
  expect(formatSample("email", downNotification, config)).toMatchObject({ server: null, from: null });
});

test.each([
  { config: { to: "ops" }, says: "Give an e-mail address such as alerts@example.com." },
  { config: { to: [] }, says: "Name at least one e-mail address." },
  {
    config: { to: "a@example.com\r\nBcc: b@example.com" },
    says: "Give an e-mail address such as alerts@example.com.",
  },
  {
    config: { to: "a@example.com", host: "smtp.example.com" },
    says: "Give the sender's address that this mail server accepts.",
  },
])("a wrong configuration hears: $says", ({ config, says }) => {
  expect(email.configSchema.safeParse(config).error?.issues[0]?.message).toBe(says);
});
