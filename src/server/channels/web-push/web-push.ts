import { createECDH } from "node:crypto";
import * as z from "zod";
import type { Channel, HttpAnswer, JudgedAnswer } from "../channel.ts";
import { httpUrl, text } from "../config-fields.ts";
import { type Description, describeNotification, listOthers } from "../describe-notification.ts";
import { fitText } from "../fit-text.ts";
import { isLoud } from "../is-loud.ts";
import { failed, judgeAnswer } from "../judge-answer.ts";

const SUBSCRIBE = "Choose “Notify this browser”; it fills in what the browser's push service gives.";
const BASE64_URL = /^[A-Za-z0-9_-]+={0,2}$/;

const Config = z.object({
  endpoint: httpUrl(SUBSCRIBE),
  p256dh: text(SUBSCRIBE, 200).regex(BASE64_URL, SUBSCRIBE).refine(isPoint, SUBSCRIBE),
  auth: text(SUBSCRIBE, 100)
    .regex(BASE64_URL, SUBSCRIBE)
    .refine((auth) => Buffer.from(auth, "base64url").length >= 16, SUBSCRIBE),
});
type Config = z.infer<typeof Config>;

export const webPush: Channel<Config> = {
  kind: "web-push",
  label: "Web push",
  help: "Shows alerts in one browser, also while no page of Uptick is open. Add one channel per browser.",
  configSchema: Config,
  fields: [
    { name: "endpoint", label: "Push address", kind: "secret", placeholder: "https://…" },
    { name: "p256dh", label: "Public key of the browser", kind: "secret" },
    { name: "auth", label: "Shared secret", kind: "secret" },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const payload = {
      title: `${described.symbol} ${described.title}`,
      body: bodyOf(described),
      url: described.link,
      acknowledgeUrl: described.acknowledgeLink,
      // What follows of an incident takes the place of what is shown.
      tag: notification.incidentId ?? notification.id,
      stays: isLoud(notification),
    };
    return {
      kind: "http",
      method: "POST",
      url: config.endpoint,
      headers: {
        "content-type": "application/json",
        ttl: String(TTL_SEC),
        urgency: isLoud(notification) ? "high" : "normal",
      },
      body: JSON.stringify(payload),
      encryptFor: { p256dh: config.p256dh, auth: config.auth },
    };
  },
  judge: judgePush,
};

/** How long a push service keeps it for a browser that is not running. */
const TTL_SEC = 24 * 60 * 60;
// A push holds 4,096 bytes when it is encrypted, and a screen shows a few lines only.
const MAX = { reason: 200, others: 350 };

function bodyOf(described: Description): string {
  const { reason, duration } = described;
  const lines = [
    fitText(reason, MAX.reason),
    ...(duration === null ? [] : [duration]),
    ...listOthers(described, MAX.others),
  ];
  return lines.join("\n");
}

function judgePush(answer: HttpAnswer): JudgedAnswer {
  if (answer.status !== 404 && answer.status !== 410) return judgeAnswer(answer);
  const reason = `The push service answered ${answer.status}: the browser has given up its subscription. Subscribe it again.`;
  return failed(answer, { permanent: true, reason });
}

/** Computing with it is the only way to know that it lies on the curve. */
function isPoint(key: string): boolean {
  const ecdh = createECDH("prime256v1");
  ecdh.generateKeys();
  try {
    return ecdh.computeSecret(key, "base64url").length === 32;
  } catch {
    // Node says with an error that the point is not on the curve.
    return false;
  }
}
