import { timingSafeEqual } from "node:crypto";
import { macOf } from "#server/runtime/signed-id.ts";

export const CONFIRM_WITHIN_MS = 5 * 60_000;
const TOKEN = /^(\d{13})\.([A-Za-z0-9_-]{43})$/;

/** What exactly was shown, and to whom. */
export type Shown = { keyId: string; tool: string; args: Record<string, unknown> };

/** Good for this key, this tool and these arguments until `expiresAtMs`. Nothing is stored. */
export function signConfirmation(secret: string, shown: Shown, expiresAtMs: number): string {
  return `${expiresAtMs}.${macOfShown(secret, shown, expiresAtMs).toString("base64url")}`;
}

export function isConfirmed(secret: string, shown: Shown, given: { token: string; nowMs: number }): boolean {
  const [, expires, text] = TOKEN.exec(given.token) ?? [];
  if (expires === undefined || text === undefined || Number(expires) < given.nowMs) return false;
  const mac = Buffer.from(text, "base64url");
  // 43 characters hold two bits more than 32 bytes: only one spelling of a signature is taken.
  if (mac.toString("base64url") !== text) return false;
  return timingSafeEqual(mac, macOfShown(secret, shown, Number(expires)));
}

function macOfShown(secret: string, { keyId, tool, args }: Shown, expiresAtMs: number): Buffer {
  const text = JSON.stringify([keyId, tool, sorted(args), expiresAtMs]);
  return macOf({ secret, label: "mcp confirmation" }, text);
}

/** The same arguments in another order are the same. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, held]) => [key, sorted(held)]));
}
