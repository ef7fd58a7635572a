import type { Notification } from "#contracts/notification.ts";
import type { AnyChannel, ChannelConfig, SendResult } from "./channel.ts";

const MASK = "••••";
// Shorter texts would blank out ordinary words of the answer.
const SHORTEST = 4;

/** The log shows what was sent and answered; nothing that opens a door may be stored or shown. */
export function redactSecrets(result: SendResult, secrets: readonly string[]): SendResult {
  const redact = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
  if (result.kind === "skipped") return result;
  const request = result.request && {
    ...result.request,
    url: redact(result.request.url),
    headers: Object.fromEntries(
      Object.entries(result.request.headers).map(([name, value]) => [name, redact(value)]),
    ),
    body: redact(result.request.body),
  };
  if (result.kind === "sent") {
    return { ...result, request, response: { ...result.response, body: redact(result.response.body) } };
  }
  const response = result.response && { ...result.response, body: redact(result.response.body) };
  return { ...result, reason: redact(result.reason), request, response };
}

/** Longest first, so that a secret which contains another one goes as a whole. */
export function listSecrets(
  channel: AnyChannel,
  sent: { config: ChannelConfig; notification: Notification; result: SendResult },
): string[] {
  const fields = new Set(channel.fields.filter(({ kind }) => kind === "secret").map(({ name }) => name));
  const values = Object.entries(sent.config)
    .filter(([name]) => fields.has(name))
    .flatMap(([, value]) => value ?? [])
    .map(String);
  const secrets = [
    ...values.flatMap(partsOf),
    ...credentialsOf(sent.result),
    ...tokenOf(sent.notification.acknowledgeUrl),
  ].flatMap(spellingsOf);
  return [...new Set(secrets)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** Of a secret URL the origin stays: it says whom it was sent to, and opens nothing. */
function partsOf(secret: string): string[] {
  if (!/^https?:/.test(secret) || !URL.canParse(secret)) return [secret];
  const url = new URL(secret);
  const rest = url.pathname.slice(1) + url.search;
  if (rest.length < SHORTEST) return [secret, url.href];
  const segments = url.pathname.split("/").filter(({ length }) => length >= 12);
  const typed = secret.slice(secret.indexOf("/", secret.indexOf("//") + 2) + 1);
  return [rest, typed, url.pathname.slice(1), ...segments, ...url.searchParams.values()];
}

/** "Basic" hides user and password in base64. */
function credentialsOf({ request }: SendResult): string[] {
  const header = request?.headers.authorization;
  return header === undefined ? [] : [header.replace(/^\S+ /, "")];
}

/** Whoever has the link may acknowledge; whoever reads the log may not. */
function tokenOf(acknowledgeUrl: string | null): string[] {
  return acknowledgeUrl?.split("/").slice(-1) ?? [];
}

function spellingsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}
