import { encode } from "uqr";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { createTotpSecret, sealTotp, totpUri } from "#server/auth/totp.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { KeyRing } from "#server/runtime/key-ring.ts";
import type { Db } from "#server/store/prisma.ts";
import { saveUnconfirmedTotp } from "#server/store/totp-store.ts";
import type { Person } from "../caller.ts";

export type TotpOffer = {
  secret: string;
  uri: string;
  /** A QR code: dark squares as the path of an SVG with `size` units on each side. */
  qr: { size: number; path: string };
};

/** A secret that counts only once a first code has confirmed that the authenticator has it. */
export async function startTotp(
  deps: { db: Db; keyRing: KeyRing | null; now: () => Date },
  person: Person,
): Promise<TotpOffer> {
  const { userId, email } = person.identity;
  requireFreshProof(person.identity, deps.now());
  const secret = createTotpSecret();
  const saved = await saveUnconfirmedTotp(deps.db, {
    userId,
    sealed: sealTotp(deps.keyRing, userId, secret),
  });
  if (!saved) throw new AppError("conflict", "Two-factor codes are on already.");
  const uri = totpUri(secret, email);
  return { secret, uri, qr: drawQr(uri) };
}

function drawQr(text: string): TotpOffer["qr"] {
  const { size, data } = encode(text, { ecc: "M", border: 2 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return { size, path };
}
