import { randomBytes } from "node:crypto";
import type { Locale } from "#contracts/locale.ts";
import type { SubscriberAddress } from "#contracts/status-subscriber.ts";
import { UPDATE_WORDS } from "#domain/status/update-words.ts";
import type { OutboundRequest } from "#server/channels/channel.ts";
import { escapeSlack } from "#server/channels/escape-text.ts";
import { readJson } from "#server/channels/judge-answer.ts";
import { signWebhook } from "#server/channels/sign-webhook.ts";
import { singleLine } from "#server/channels/single-line.ts";
import type { SubscribeDeps } from "./subscribe-deps.ts";

export type Proof = {
  id: string;
  to: Extract<SubscriberAddress, { kind: "webhook" | "slack" }>;
  /** Of a webhook: what its messages are signed with. It learns it here and nowhere else. */
  secret: string | null;
  locale: Locale;
  page: { title: string; url: string };
  urls: { manage: string; unsubscribe: string };
};

export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** Whether the address does what only its owner can have it do: a webhook echoes a challenge, Slack takes a message. */
export function proveAddress(deps: SubscribeDeps, proof: Proof): Promise<boolean> {
  return proof.to.kind === "webhook" ? proveWebhook(deps, proof) : proveSlack(deps, proof);
}

/** The answer is the challenge itself, or JSON with it at `challenge`. */
async function proveWebhook(deps: SubscribeDeps, proof: Proof): Promise<boolean> {
  const challenge = randomBytes(24).toString("base64url");
  const at = deps.now();
  const { secret, page, urls } = proof;
  const data = { challenge, secret, page, urls };
  const body = JSON.stringify({ type: "status.challenge", timestamp: at.toISOString(), data });
  const signed = signWebhook(secret, { id: proof.id, timestamp: Math.floor(at.getTime() / 1000), body });
  const answer = await deps.fetch(post(proof.to.address, body, signed));
  if (answer.kind !== "answered" || answer.status < 200 || answer.status >= 300) return false;
  return answer.body.trim() === challenge || readJson(answer.body)?.challenge === challenge;
}

async function proveSlack(deps: SubscribeDeps, proof: Proof): Promise<boolean> {
  const words = UPDATE_WORDS[proof.locale];
  const { page, urls } = proof;
  const title = escapeSlack(singleLine(page.title));
  const text = [
    `<${page.url}|${title}>`,
    escapeSlack(words.feed(singleLine(page.title))),
    `<${urls.manage}|${escapeSlack(words.manage)}>  ·  <${urls.unsubscribe}|${escapeSlack(words.unsubscribe)}>`,
  ].join("\n");
  const answer = await deps.fetch(post(proof.to.address, JSON.stringify({ text, unfurl_links: false }), {}));
  return answer.kind === "answered" && answer.status >= 200 && answer.status < 300;
}

function post(url: string, body: string, headers: Record<string, string>): OutboundRequest {
  return {
    method: "POST",
    url,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body,
  };
}
