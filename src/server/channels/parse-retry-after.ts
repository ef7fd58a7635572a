const LONGEST_MS = 24 * 60 * 60 * 1000;

/** Seconds (some providers send fractions) or an HTTP date; null when it is neither. A day at most. */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  const waitMs = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  if (!Number.isFinite(waitMs)) return null;
  return Math.min(Math.max(Math.ceil(waitMs), 0), LONGEST_MS);
}
