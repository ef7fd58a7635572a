import { randomBytes } from "node:crypto";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";

/** 256 bits in base64url. */
export function newInvitationToken(): string {
  return randomBytes(32).toString("base64url");
}

export function hashInvitationToken(token: string): string {
  return sha256Hex(token);
}
