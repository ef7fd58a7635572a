import { createHash, createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { generateVAPIDKeys } from "web-push";
import { channelConfigs } from "#testing/channel-configs.ts";
import { sampleBody, showSample } from "#testing/format-sample.ts";
import { openPush } from "#testing/open-push.ts";
import {
  downNotification,
  longNotification,
  stormNotification,
  testNotification,
  upNotification,
} from "#testing/sample-notifications.ts";
import type { OutboundRequest, SendDeps } from "../channel.ts";
import { sendNotification } from "../send-notification.ts";
import { webPush } from "./web-push.ts";

test("an outage", () => {
  expect(showSample("web-push", downNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "acknowledgeUrl": "https://uptick.example/acknowledge/0199d1c2-0000-7000-8000-000000000001.acknowledge-CANARY",
        "body": "2 of 3 regions fail: timeout from fra1; unexpected status from iad1.",
        "stays": true,
        "tag": "0199d1c2-0000-7000-8000-0000000000ff",
        "title": "🔴 Down: Checkout API",
        "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
      },
      "headers": {
        "content-type": "application/json",
        "ttl": "86400",
        "urgency": "high",
      },
      "request": "POST https://push.example/send/CANARY-subscription",
    }
  `);
});

test("a recovery is quiet and takes the place of the outage", () => {
  expect(showSample("web-push", upNotification)).toMatchInlineSnapshot(`
    {
      "body": {
        "acknowledgeUrl": null,
        "body": "3 of 3 regions succeed again.
    It lasted 4 min 12 s.",
        "stays": false,
        "tag": "0199d1c2-0000-7000-8000-0000000000ff",
        "title": "🟢 Up: Checkout API",
        "url": "https://uptick.example/incidents/0199d1c2-0000-7000-8000-0000000000ff",
      },
      "headers": {
        "content-type": "application/json",
        "ttl": "86400",
        "urgency": "normal",
      },
      "request": "POST https://push.example/send/CANARY-subscription",
    }
  `);
});

test("a test", () => {
  expect(sampleBody("web-push", testNotification)).toMatchInlineSnapshot(`
    {
      "acknowledgeUrl": null,
      "body": "This is a test. Nothing is down.",
      "stays": false,
      "tag": "0199d1c2-0000-7000-8000-000000000003",
      "title": "🔔 Test: Checkout API",
      "url": "https://uptick.example/monitors/0199d1c2-0000-7000-8000-00000000000a",
    }
  `);
});

const vapid = { ...generateVAPIDKeys(), subject: "mailto:uptick@example.com" };

/** What leaves for the push service, and the result. */
async function push(notification = downNotification) {
  const requests: OutboundRequest[] = [];
  const deps: SendDeps = {
    fetch: async (request) => {
      requests.push(request);
      return { kind: "answered", status: 201, retryAfter: null, body: "", latencyMs: 1 };
    },
    mail: { send: () => Promise.reject(new Error("A push is no mail.")) },
    clock: Date.now,
    vapidKeys: async () => vapid,
  };
  const result = await sendNotification(
    deps,
    { kind: "web-push", config: channelConfigs["web-push"] },
    notification,
  );
  const [request] = requests;
  if (!request || typeof request.body === "string") throw new Error("Nothing encrypted was sent.");
  return { request, body: request.body, result };
}

/** The browser that `channelConfigs` names the public key of. */
const browser = {
  privateKey: createHash("sha256").update("uptick web push receiver").digest("base64url"),
  auth: String(channelConfigs["web-push"].auth),
};

function open(body: Buffer): unknown {
  return JSON.parse(openPush(body, browser));
}

test("the browser of these tests reads the example of RFC 8291", () => {
  const body =
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
  const example = {
    privateKey: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  };
  expect(openPush(Buffer.from(body, "base64url"), example)).toBe("When I grow up, I want to be a watermelon");
});

test("the browser reads what was written, and nobody on the way does", async () => {
  const { request, body } = await push();
  expect(open(body)).toEqual(sampleBody("web-push", downNotification));
  expect(body.toString("latin1")).not.toContain("Checkout");
  expect(request).toMatchObject({
    method: "POST",
    url: "https://push.example/send/CANARY-subscription",
    headers: { "content-encoding": "aes128gcm", ttl: "86400", urgency: "high" },
  });
});

test("every push has a key of its own", async () => {
  const [first, second] = await Promise.all([push(), push()]);
  expect(first.body.equals(second.body)).toBe(false);
  expect(open(first.body)).toEqual(open(second.body));
});

test.each([longNotification, stormNotification])(
  "the longest push keeps within 4,096 bytes",
  async (notification) => {
    const { body } = await push(notification);
    expect(body.length).toBeLessThanOrEqual(4_096);
    expect(open(body)).toMatchObject({ title: expect.stringContaining(" more") });
  },
);

test("the push service can tell that it is us, for its own address and a short time", async () => {
  const { request } = await push();
  const [, token = "", key] = /^vapid t=(\S+), k=(\S+)$/.exec(request.headers.authorization ?? "") ?? [];
  expect(key).toBe(vapid.publicKey);
  const [head = "", claims = "", signature = ""] = token.split(".");
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString());
  expect({ aud, sub }).toEqual({ aud: "https://push.example", sub: "mailto:uptick@example.com" });
  expect(exp * 1000 - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
  const point = Buffer.from(vapid.publicKey, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  const signed = Buffer.from(signature, "base64url");
  expect(
    verify("sha256", Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: "ieee-p1363" }, signed),
  ).toBe(true);
});

test("the log shows the text, and neither the address, the keys nor the link", async () => {
  const { result } = await push();
  const shown = JSON.stringify(result);
  expect(result.request?.body).toContain("Down: Checkout API");
  expect(result.request?.headers.authorization).toBe("vapid ••••");
  for (const secret of ["CANARY", vapid.privateKey]) expect(shown).not.toContain(secret);
});

test.each([404, 410])("%s says for good that the browser is gone", (status) => {
  const result = webPush.judge?.({ status, body: "", latencyMs: 1, retryAfterMs: null });
  expect(result).toMatchObject({ permanent: true, reason: expect.stringContaining("Subscribe it again.") });
});

test.each([
  { name: "a point off the curve", config: { p256dh: Buffer.alloc(65, 4).toString("base64url") } },
  { name: "no point at all", config: { p256dh: "abc" } },
  { name: "a short secret", config: { auth: "abc" } },
  { name: "no address", config: { endpoint: "push" } },
])("$name is refused before anything is saved", ({ config }) => {
  const parsed = webPush.configSchema.safeParse({ ...channelConfigs["web-push"], ...config });
  expect(parsed.error?.issues[0]?.message).toContain("Notify this browser");
});
