import type { LimitAnswer } from "#domain/limits/limit-answer.ts";

/**
 * RateLimit and RateLimit-Policy as in draft-ietf-httpapi-ratelimit-headers-10 (structured fields), the three fields of
 * its earlier drafts that clients read today, and Retry-After (RFC 9110, §10.2.3) where the call was refused.
 */
export function listLimitHeaders(limit: LimitAnswer): [name: string, value: string][] {
  const { policy, quota, windowSec, remaining, resetSec, waitMs } = limit;
  const headers: [string, string][] = [
    ["RateLimit-Policy", `"${policy}";q=${quota};w=${windowSec}`],
    ["RateLimit", `"${policy}";r=${remaining};t=${resetSec}`],
    ["RateLimit-Limit", String(quota)],
    ["RateLimit-Remaining", String(remaining)],
    ["RateLimit-Reset", String(resetSec)],
  ];
  if (!limit.isAllowed) headers.push(["Retry-After", String(Math.max(1, Math.ceil(waitMs / 1000)))]);
  return headers;
}
