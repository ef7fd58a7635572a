import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingKind } from "#contracts/incoming-hook.ts";

export type SignedCall = {
  kind: IncomingKind;
  headers: Headers;
  body: string;
  secret: string;
  nowMs: number;
};

/** Null: it is from whoever knows the secret. Otherwise what to say to whoever looks after the sender. */
export function findForgedCall(call: SignedCall): string | null {
  switch (call.kind) {
    case "github":
      return judgeGithub(call);
    case "gitlab":
      return judgeGitlab(call);
    case "vercel":
      return judgeVercel(call);
    default:
      return null;
  }
}

function judgeGithub({ headers, body, secret }: SignedCall): string | null {
  const given = headers.get("x-hub-signature-256");
  if (given === null) return "The call has no X-Hub-Signature-256: set the secret in GitHub, too.";
  const expected = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  return isSame(given, expected) ? null : "X-Hub-Signature-256 does not fit the secret.";
}

/** The secret token of a webhook, or a signing token (`whsec_…`), which is a Standard Webhooks signature. */
function judgeGitlab(call: SignedCall): string | null {
  if (call.secret.startsWith("whsec_")) return judgeStandard(call);
  const given = call.headers.get("x-gitlab-token");
  if (given === null) return "The call has no X-Gitlab-Token: set the secret token in GitLab, too.";
  return isSame(given, call.secret) ? null : "X-Gitlab-Token is not the secret.";
}

function judgeVercel({ headers, body, secret }: SignedCall): string | null {
  const given = headers.get("x-vercel-signature");
  if (given === null) return "The call has no x-vercel-signature.";
  const expected = createHmac("sha1", secret).update(body).digest("hex");
  return isSame(given, expected) ? null : "x-vercel-signature does not fit the secret.";
}

const REPLAY_WINDOW_MS = 5 * 60_000;

/** https://www.standardwebhooks.com: `webhook-id.webhook-timestamp.body`, signed with the key after `whsec_`. */
function judgeStandard({ headers, body, secret, nowMs }: SignedCall): string | null {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const signatures = (headers.get("webhook-signature") ?? "").split(" ");
  if (id === "" || !/^\d{1,12}$/.test(timestamp)) return "The call has no webhook-id and webhook-timestamp.";
  if (Math.abs(nowMs - Number(timestamp) * 1000) > REPLAY_WINDOW_MS) {
    return "The call was signed more than five minutes ago, or in the future.";
  }
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const expected = `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  return signatures.some((given) => isSame(given, expected))
    ? null
    : "webhook-signature does not fit the secret.";
}

/** Digests have one length, and the time taken says nothing about where they differ. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
