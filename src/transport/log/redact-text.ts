const MASK = "[redacted]";

const NAMES =
  "authorization|proxy-authorization|cookie|set-cookie|x-api-key|api[_-]?key|password|passwd|secret|client[_-]?secret|token|access[_-]?token|refresh[_-]?token|id[_-]?token|private[_-]?key";
/** Their last segment is the right to call them. */
const TOKEN_PATHS =
  "heartbeat|maintenance-hook|hooks|incoming|off|digest-off|acknowledge|confirm|unsubscribe|manage|invite|invitation|reset|verify-email|webhooks/\\d+|services/[A-Z0-9]+/[A-Z0-9]+";

/** What must not stand in a line of any log, whoever wrote it. In this order: the first that fits masks the most. */
const RULES: readonly (readonly [pattern: RegExp, mask: string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK],
  [/\b(Bearer|Basic|Digest|Negotiate)\s+[A-Za-z0-9._~+/=:-]{6,}/gi, `$1 ${MASK}`],
  [/\buptick_[A-Za-z0-9_-]{32,}/g, MASK],
  [/\bupr_[a-z0-9-]+_[A-Za-z0-9_-]{20,}/g, MASK],
  [/\/bot\d+:[A-Za-z0-9_-]{20,}/g, `/bot${MASK}`],
  [new RegExp(`/(${TOKEN_PATHS})/[A-Za-z0-9_.~%-]{16,}`, "g"), `/$1/${MASK}`],
  [/(:\/\/)[^\s/"\\@?#]+@/g, `$1${MASK}@`],
  [new RegExp(`([?&;\\s](?:${NAMES}|code|sig|signature|key)=)[^&;\\s"\\\\#]+`, "gi"), `$1${MASK}`],
  [/((?:session-token|csrf-token|callback-url|gate)(?:\.\d)?=)[^;\s"\\]+/gi, `$1${MASK}`],
];

/** Masks what a line of a log must not show, by its looks; the line stays valid JSON when it was. */
export function redactText(text: string): string {
  return RULES.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), maskFields(text));
}

const FIELD = new RegExp(`"(?:${NAMES})\\\\*"\\s*:\\s*(\\\\*)"`, "gi");

/** Texts in fields of JSON, also of JSON that is text within JSON. */
function maskFields(text: string): string {
  let masked = "";
  let from = 0;
  for (const found of text.matchAll(FIELD)) {
    if (found.index < from) continue;
    const begin = found.index + found[0].length;
    masked += text.slice(from, begin) + MASK;
    from = endOfText(text, begin, found[1]?.length ?? 0);
  }
  return masked + text.slice(from);
}

/** `depth` backslashes stand before the quotes of this text; one within it has at least as many more, and one. */
function endOfText(text: string, begin: number, depth: number): number {
  for (let at = text.indexOf('"', begin); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - slashes - 1] === "\\" && at - slashes > begin) slashes += 1;
    if (slashes % (2 * (depth + 1)) === depth) return at - depth;
  }
  return text.length;
}

/** The same, and also each of `secrets` wherever it stands. Those of fewer than eight characters are words, not secrets. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= 8);
  const forms = [...new Set(known.flatMap((secret) => [secret, encodeURIComponent(secret)]))].toSorted(
    (a, b) => b.length - a.length,
  );
  return (text) => {
    let masked = text;
    for (const form of forms) if (masked.includes(form)) masked = masked.replaceAll(form, MASK);
    return redactText(masked);
  };
}

const SECRET_NAME = /(SECRET|TOKEN|PASSWORD|PRIVATE_KEY|ENCRYPTION_KEYS|HEADERS)$|^UPTICK_PROBE_TOKEN/;

/** What of an environment is secret: by the names of its variables, and the passwords in its URLs. */
export function listSecrets(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(environment).flatMap(([name, value = ""]) => {
    if (SECRET_NAME.test(name)) return [value, ...value.split(/[,:=]/).map((part) => part.trim())];
    const password = /:\/\/[^/@\s]*:([^/@\s]+)@/.exec(value)?.[1];
    return password === undefined ? [] : [password, decodeLoosely(password)];
  });
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is part of the password as it stands.
    return text;
  }
}
