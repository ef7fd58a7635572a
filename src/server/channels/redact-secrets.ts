import type { AnyChannel, ChannelConfig, HttpMessage, MailMessage, SendResult } from "./channel.ts";

const MASK = "••••";
// Shorter texts would blank out ordinary words of the answer.
const SHORTEST = 4;

/** A provider may repeat what it was sent, keys included; nothing of that may be stored or shown. */
export function redactSecrets(result: SendResult, secrets: readonly string[]): SendResult {
  const redact = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
  const response = result.response && { ...result.response, body: redact(result.response.body) };
  if (result.kind === "failed") return { ...result, reason: redact(result.reason), response };
  return response === null ? result : { ...result, response };
}

/** Longest first, so that a secret which contains another one goes as a whole. */
export function listSecrets(
  channel: AnyChannel,
  config: ChannelConfig,
  message: HttpMessage | MailMessage,
): string[] {
  const fields = new Set(channel.fields.filter(({ kind }) => kind === "secret").map(({ name }) => name));
  const values = Object.entries(config)
    .filter(([name]) => fields.has(name))
    .flatMap(([, value]) => value ?? [])
    .map(String);
  const secrets = [...values.flatMap(partsOf), ...credentialsOf(message)].flatMap(spellingsOf);
  return [...new Set(secrets)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** An echo of a secret URL has its path and query, not always its origin. */
function partsOf(secret: string): string[] {
  if (!/^https?:/.test(secret) || !URL.canParse(secret)) return [secret];
  const url = new URL(secret);
  const segments = url.pathname.split("/").filter(({ length }) => length >= 12);
  const path = url.pathname === "/" ? [] : [url.pathname, url.pathname + url.search];
  return [secret, url.href, ...path, ...segments, ...url.searchParams.values()];
}

/** "Basic" hides user and password in base64. */
function credentialsOf(message: HttpMessage | MailMessage): string[] {
  const header = message.kind === "http" ? message.headers.authorization : undefined;
  return header === undefined ? [] : [header.replace(/^\S+ /, "")];
}

function spellingsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}
