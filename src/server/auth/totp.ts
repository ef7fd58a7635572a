import { Secret, TOTP } from "otpauth";
import { AppError } from "#server/runtime/app-error.ts";
import { type KeyRing, openSecret, type SecretPlace, sealSecret } from "#server/runtime/key-ring.ts";
import type { Tx } from "#server/store/prisma.ts";
import { findTotp, takeTotpStep } from "#server/store/totp-store.ts";

const ISSUER = "Uptick";
const PERIOD_SEC = 30;
/** Codes of the step before and after count, too: clocks differ. */
const WINDOW = 1;
const SECRET_BYTES = 20;

export type TotpDeps = { db: Tx; keyRing: KeyRing | null };

/** Base32, as people type it where they cannot scan. */
export function createTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The time step that the code belongs to; null when it is the code of none near `at`. */
export function findTotpStep(secret: string, code: string, at: Date): number | null {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret, "").validate({ token, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / PERIOD_SEC) + delta;
}

/** True once per code: a code that somebody looked over a shoulder for is worth nothing after its use. */
export async function takeTotpCode(
  deps: TotpDeps,
  given: { userId: string; code: string; at: Date },
): Promise<boolean> {
  const stored = await findTotp(deps.db, given.userId);
  if (stored?.confirmedAt == null) return false;
  const step = findTotpStep(openTotp(deps.keyRing, given.userId, stored.sealed), given.code, given.at);
  return step !== null && takeTotpStep(deps.db, { userId: given.userId, step });
}

export function sealTotp(keyRing: KeyRing | null, userId: string, secret: string): string {
  return sealSecret(requireKeyRing(keyRing), placeOf(userId), secret);
}

export function openTotp(keyRing: KeyRing | null, userId: string, sealed: string): string {
  return openSecret(requireKeyRing(keyRing), placeOf(userId), sealed);
}

function requireKeyRing(keyRing: KeyRing | null): KeyRing {
  if (keyRing) return keyRing;
  throw new AppError("unavailable", "Two-factor codes need UPTICK_ENCRYPTION_KEYS, which is not set.");
}

/** An account belongs to no workspace. */
function placeOf(userId: string): SecretPlace {
  return { workspaceId: "", table: "user", rowId: userId, field: "totp_secret" };
}

function totpOf(secret: string, email: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label: email,
    period: PERIOD_SEC,
    secret: Secret.fromBase32(secret),
  });
}
