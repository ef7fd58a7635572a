import { createDecipheriv, createECDH, hkdfSync } from "node:crypto";

/** What a browser subscribes with; keys in base64url. */
export type Browser = { privateKey: string; auth: string };

const TAG_BYTES = 16;

/** The browser's side of RFC 8291, for a push of one record; throws when it was meant for another one. */
export function openPush(body: Buffer, browser: Browser): string {
  const salt = body.subarray(0, 16);
  const keyLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);

  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(browser.privateKey, "base64url");
  const shared = ecdh.computeSecret(sender);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), ecdh.getPublicKey(), sender]);
  const auth = Buffer.from(browser.auth, "base64url");
  const secret = Buffer.from(hkdfSync("sha256", shared, auth, info, 32));
  const key = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: nonce\0", 12));

  const decipher = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(sealed.subarray(-TAG_BYTES));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString("utf8");
}
