import { createHmac } from "node:crypto";

/** The three headers of Standard Webhooks; `timestamp` is epoch seconds of this attempt. */
export function signWebhook(
  secret: string | null,
  message: { id: string; timestamp: number; body: string },
): Record<string, string> {
  const headers = { "webhook-id": message.id, "webhook-timestamp": String(message.timestamp) };
  if (secret === null) return headers;

  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key)
    .update(`${message.id}.${message.timestamp}.${message.body}`)
    .digest("base64");
  return { ...headers, "webhook-signature": `v1,${signature}` };
}
