import { expect, test } from "vitest";
import { showSample } from "#testing/format-sample.ts";
import { downNotification, testNotification, upNotification } from "#testing/sample-notifications.ts";
import { twilioSms } from "./twilio-sms.ts";

test("an outage", () => {
  expect(showSample("twilio-sms", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "Body": "Down: Checkout API. 2 of 3 regions fail: timeout from fra1; unexpected status from iad1.
    https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff
    Acknowledge: https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
        "From": "+15017122661",
        "To": "+4915112345678",
      },
      "headers": {
        "authorization": "Basic U0swMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDpDQU5BUlktc2VjcmV0",
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      },
      "request": "POST https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json",
    }
  `);
});

test("a recovery", () => {
  expect(showSample("twilio-sms", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "Body": "Up: Checkout API. It lasted 4 min 12 s. 3 of 3 regions succeed again.
    https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
        "From": "+15017122661",
        "To": "+4915112345678",
      },
      "headers": {
        "authorization": "Basic U0swMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDpDQU5BUlktc2VjcmV0",
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      },
      "request": "POST https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json",
    }
  `);
});

test("a test", () => {
  expect(showSample("twilio-sms", testNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "Body": "Test: Checkout API. This is a test. Nothing is down.
    https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
        "From": "+15017122661",
        "To": "+4915112345678",
      },
      "headers": {
        "authorization": "Basic U0swMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDpDQU5BUlktc2VjcmV0",
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      },
      "request": "POST https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json",
    }
  `);
});

test("either a sender or a messaging service is needed", () => {
  const config = { accountSid: `AC${"0".repeat(32)}`, secret: "abcdefgh", to: "+4915112345678" };
  expect(twilioSms.configSchema.safeParse(config).error?.issues[0]?.message).toBe(
    "Give either a sender or a messaging service.",
  );
});
