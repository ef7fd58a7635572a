import { count } from "../metrics/metrics.ts";
import { processExpensive } from "./expensive-queue.ts";
import { currentLoad, isTooMuch } from "./load-gate.ts";
import type { RouteKind } from "./request-scope.ts";

export const BUSY_SENTENCE = "Uptick has very much to do right now. Try again in a few seconds.";
const RETRY_AFTER_SEC = 5;

/**
 * Refuses with 503 what can wait while this process has too much to do: exports first, then screens. Sign-in, probes, the
 * cron, heartbeats and health are never asked.
 */
export async function shedLoad(
  kind: RouteKind,
  handle: () => Promise<Response>,
  refuse: (retryAfterSec: number) => Response,
): Promise<Response> {
  if (kind !== "expensive" && kind !== "app") return handle();
  const dearness = kind === "expensive" ? "expensive" : "usual";
  if (!isTooMuch(currentLoad(), dearness)) {
    const response = kind === "expensive" ? await processExpensive().answer(handle) : await handle();
    if (response !== null) return response;
  }
  count("uptick_shed_requests_total", { kind: dearness });
  return refuse(RETRY_AFTER_SEC);
}

/** RFC 9457. */
export function busyProblem(retryAfterSec: number): Response {
  const body = { type: "about:blank", title: "Service Unavailable", status: 503, detail: BUSY_SENTENCE };
  return Response.json(body, {
    status: 503,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "retry-after": String(retryAfterSec),
    },
  });
}
