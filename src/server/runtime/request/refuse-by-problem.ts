import type { LimitAnswer } from "#domain/limits/limit-answer.ts";

export function limitSentence({ quota, windowSec, waitMs }: LimitAnswer): string {
  const per = windowSec === 60 ? "a minute" : `in ${windowSec} s`;
  return `Too many calls: ${quota} ${per} at most. Wait ${Math.max(1, Math.ceil(waitMs / 1000))} s.`;
}

/** RFC 9457. */
export function refuseByProblem(limit: LimitAnswer): Response {
  const body = { type: "about:blank", title: "Too Many Requests", status: 429, detail: limitSentence(limit) };
  return Response.json(body, {
    status: 429,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}
