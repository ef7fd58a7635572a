import { randomBytes } from "node:crypto";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import type { Tx } from "./prisma.ts";

/** A token that says which region its bearer is a probe of. Only its hash is kept, so this is the one time it can be shown. */
export function makeRegionToken(code: string): { token: string; hash: string } {
  const token = `upr_${code}_${randomBytes(32).toString("base64url")}`;
  return { token, hash: hashRegionToken(token) };
}

export function hashRegionToken(token: string): string {
  return sha256Hex(token);
}

export async function insertRegionToken(tx: Tx, region: { id: number; code: string }): Promise<string> {
  const { token, hash } = makeRegionToken(region.code);
  await tx.regionToken.create({ data: { hash, regionId: region.id } });
  return token;
}

/** Ends every token of the region; returns how many there were. */
export async function endRegionTokens(tx: Tx, region: { id: number; at: Date }): Promise<number> {
  const open = { regionId: region.id, revokedAt: null };
  const { count } = await tx.regionToken.updateMany({ where: open, data: { revokedAt: region.at } });
  return count;
}
