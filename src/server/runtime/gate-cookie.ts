import { timingSafeEqual } from "node:crypto";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { macOf } from "./signed-id.ts";

const label = "uptick status gate v1";
const DAY_SEC = 86_400;
/** Whoever knows the password may keep knowing it; whether an address still belongs to somebody is asked weekly. */
export const GATE_SEC = { password: 30 * DAY_SEC, email: 7 * DAY_SEC } as const;
const VALUE = /^(\d{1,12})\.(\d{1,10})\.([A-Za-z0-9_-]{43})$/;

export type GatedPage = { pageId: string; accessVersion: number };

export function gateCookieName(pageId: string, { isHttps }: { isHttps: boolean }): string {
  return `${isHttps ? "__Secure-" : ""}uptick-page-${sha256Hex(pageId).slice(0, 16)}`;
}

/** `until` is epoch seconds. Good for this page and this version of who is let in alone. */
export function sealGateCookie(secret: string, page: GatedPage & { until: number }): string {
  return `${page.until}.${page.accessVersion}.${sign(secret, `cookie\n${page.pageId}\n${page.until}\n${page.accessVersion}`)}`;
}

/** What a cookie is worth: `known` was let in once and is no stranger, but has to prove it again. Null: nothing. */
export function readGateCookie(
  secret: string,
  page: GatedPage,
  cookie: { value: string | null; nowMs: number },
): "admitted" | "known" | null {
  const [, until, version, mac] = VALUE.exec(cookie.value ?? "") ?? [];
  if (until === undefined || version === undefined || mac === undefined) return null;
  if (!isEqual(mac, sign(secret, `cookie\n${page.pageId}\n${until}\n${version}`))) return null;
  const isGood = Number(version) === page.accessVersion && Number(until) * 1000 > cookie.nowMs;
  return isGood ? "admitted" : "known";
}

/** For what cannot keep a cookie, such as a reader of feeds: in the address of a private page, until its access changes. */
export function gateKey(secret: string, page: GatedPage): string {
  return sign(secret, `key\n${page.pageId}\n${page.accessVersion}`).slice(0, 32);
}

export function isGateKey(secret: string, page: GatedPage, key: string): boolean {
  return isEqual(key, gateKey(secret, page));
}

function isEqual(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function sign(secret: string, text: string): string {
  return macOf({ secret, label }, text).toString("base64url");
}
