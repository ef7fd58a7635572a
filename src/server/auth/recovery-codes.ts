import { randomBytes } from "node:crypto";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";

const COUNT = 10;
const GROUPS = 4;
/** Without letters that look like digits, or like each other. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** 16 characters each, almost 80 bits: too many to guess even for whoever has the hashes. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => Array.from({ length: GROUPS }, createGroup).join("-"));
}

/** As people type it: with or without dashes, in any case. */
export function hashRecoveryCode(code: string): string {
  const bare = code.toLowerCase().replace(/[^a-z0-9]/g, "");
  return sha256Hex(bare);
}

function createGroup(): string {
  let group = "";
  while (group.length < 4) {
    const [byte = 0] = randomBytes(1);
    // Bytes above the last whole multiple would make some letters more likely.
    if (byte < 256 - (256 % ALPHABET.length)) group += ALPHABET[byte % ALPHABET.length];
  }
  return group;
}
