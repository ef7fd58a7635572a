import { createHash, timingSafeEqual } from "node:crypto";

/** Compares hashes: equal lengths for timingSafeEqual, and no length to learn from the time taken. */
export function isBearer(headers: Headers, secret: string): boolean {
  const given = headers.get("authorization") ?? "";
  return timingSafeEqual(digest(given), digest(`Bearer ${secret}`));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
