import type { HttpRequest } from "#probes/core/http-request.ts";
import type { HeaderPair } from "./header-pair.ts";
import { md5 } from "./md5.ts";

export type DigestLogin = { username: string; password: string };

/** What a server asks in WWW-Authenticate (RFC 7616 §3.3). */
export type DigestChallenge = {
  realm: string;
  nonce: string;
  algorithm: "SHA-256" | "SHA-256-sess" | "MD5" | "MD5-sess";
  /** Null: the form of RFC 2069, without a client's nonce. */
  qop: "auth" | null;
  opaque: string | null;
  isStale: boolean;
  hashesUserName: boolean;
};

export type DigestProof = { request: Pick<HttpRequest, "method" | "url">; cnonce: string; count: number };

const ALGORITHMS = ["SHA-256", "SHA-256-sess", "MD5", "MD5-sess"] as const;
const PARAMETER = /([a-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/gi;
const NEXT_SCHEME = /,\s*[a-z][a-z0-9-]*\s+[a-z]/i;

/** The strongest challenge that can be answered; null when there is none. */
export function findDigestChallenge(headers: readonly HeaderPair[]): DigestChallenge | null {
  const found = headers
    .filter(([name]) => name.toLowerCase() === "www-authenticate")
    .flatMap(([, value]) => splitChallenges(value))
    .map(readChallenge)
    .filter((challenge) => challenge !== null);
  const rank = ({ algorithm }: DigestChallenge) => ALGORITHMS.indexOf(algorithm);
  return found.sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** The Authorization header's value. `count` is how often the nonce was used, this time included. */
export async function answerDigest(
  challenge: DigestChallenge,
  login: DigestLogin,
  { request, cnonce, count }: DigestProof,
): Promise<string> {
  const { realm, nonce, algorithm, qop, opaque, hashesUserName } = challenge;
  const hash = algorithm.startsWith("MD5") ? async (text: string) => md5(text) : sha256;
  const uri = `${request.url.pathname}${request.url.search}`;
  const secret = await hash(`${login.username}:${realm}:${login.password}`);
  const first = algorithm.endsWith("-sess") ? await hash(`${secret}:${nonce}:${cnonce}`) : secret;
  const second = await hash(`${request.method}:${uri}`);
  const nc = count.toString(16).padStart(8, "0");
  const middle = qop === null ? nonce : `${nonce}:${nc}:${cnonce}:${qop}`;
  const username = hashesUserName ? await hash(`${login.username}:${realm}`) : login.username;
  return `Digest ${[
    userNameField(username),
    `realm=${quote(realm)}`,
    `uri=${quote(uri)}`,
    `algorithm=${algorithm}`,
    `nonce=${quote(nonce)}`,
    ...(qop === null ? [] : [`nc=${nc}`, `cnonce=${quote(cnonce)}`, `qop=${qop}`]),
    `response=${quote(await hash(`${first}:${middle}:${second}`))}`,
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
    ...(hashesUserName ? ["userhash=true"] : []),
  ].join(", ")}`;
}

/** One header may hold several challenges, whose parameters are parted by commas, too (RFC 9110 §11.6.1). */
function splitChallenges(value: string): string[] {
  const masked = value.replace(/"(?:[^"\\]|\\.)*"/g, (quoted) => "x".repeat(quoted.length));
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const next = NEXT_SCHEME.exec(masked.slice(from));
    if (next === null) return [...parts, value.slice(from)];
    parts.push(value.slice(from, from + next.index));
    from += next.index + 1;
  }
}

function readChallenge(text: string): DigestChallenge | null {
  const match = /^\s*digest\s+(.*)$/is.exec(text);
  if (match === null) return null;
  const given = new Map<string, string>();
  for (const [, name = "", quoted, token] of (match[1] ?? "").matchAll(PARAMETER)) {
    given.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? token ?? "");
  }
  const wanted = (given.get("algorithm") ?? "MD5").toLowerCase();
  const algorithm = ALGORITHMS.find((known) => known.toLowerCase() === wanted);
  const offered = given
    .get("qop")
    ?.split(",")
    .map((qop) => qop.trim().toLowerCase());
  const nonce = given.get("nonce");
  if (algorithm === undefined || nonce === undefined || (offered && !offered.includes("auth"))) return null;
  return {
    realm: given.get("realm") ?? "",
    nonce,
    algorithm,
    qop: offered === undefined ? null : "auth",
    opaque: given.get("opaque") ?? null,
    isStale: given.get("stale")?.toLowerCase() === "true",
    hashesUserName: given.get("userhash")?.toLowerCase() === "true",
  };
}

/** RFC 7616 §3.4: a name that is not plain ASCII travels as an extended value. */
function userNameField(name: string): string {
  if (/^[\u0020-\u007e]*$/.test(name)) return `username=${quote(name)}`;
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `username*=UTF-8''${encoded}`;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
