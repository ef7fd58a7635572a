import { createHash } from "node:crypto";

/** What is stored of a token that is long and random, or of a text that only has to be told from others. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
