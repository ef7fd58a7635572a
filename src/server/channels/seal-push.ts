import { encrypt, getVapidHeaders } from "web-push";
import type { HttpMessage, SendDeps } from "./channel.ts";

const ENCODING = "aes128gcm";

/** A push as RFC 8291 encrypts it, with the signature of RFC 8292; null where a message is no push. */
export async function sealPush(
  deps: SendDeps,
  message: HttpMessage,
): Promise<{ headers: Record<string, string>; body: Buffer } | null> {
  if (message.encryptFor === undefined) return null;
  const { p256dh, auth } = message.encryptFor;
  const { subject, publicKey, privateKey } = await deps.vapidKeys();
  const { origin } = new URL(message.url);
  const { Authorization } = getVapidHeaders(origin, subject, publicKey, privateKey, ENCODING);
  return {
    headers: {
      authorization: Authorization,
      "content-encoding": ENCODING,
      "content-type": "application/octet-stream",
    },
    body: encrypt(p256dh, auth, message.body, ENCODING).cipherText,
  };
}
