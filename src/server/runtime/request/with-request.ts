import { after } from "next/server";
import { uuidv7 } from "uuidv7";
import { parseTraceparent, type TraceContext } from "#contracts/trace-context.ts";
import type { LimitAnswer } from "#domain/limits/limit-answer.ts";
import { listLimitHeaders } from "../limits/limit-headers.ts";
import { limitByAddress } from "./limit-by-address.ts";
import { processTracer } from "./process-tracer.ts";
import { requestIdOf } from "./request-id.ts";
import { type RequestFacts, type RouteKind, runInScope } from "./request-scope.ts";
import { busyProblem, shedLoad } from "./shed-load.ts";
import { traced } from "./traced.ts";

export type ServedRoute = {
  /** The pattern, such as `/api/heartbeat/[token]`: it names the route in metrics, traces and logs. */
  route: string;
  kind: RouteKind;
  /** How a call over the limit is answered; RFC 9457 when it is left out. */
  refuse?: (limit: LimitAnswer) => Response;
  /** How a call is answered that this process is too busy for; RFC 9457 when it is left out. */
  refuseBusy?: (retryAfterSec: number) => Response;
};

type Answer = Promise<Response> | Response;

/**
 * What every request of the API goes through: an id (the caller's where it is sane, answered as `x-request-id`), its place
 * in a trace, and the bucket of its address. Throws what `handle` throws. Metrics count requests where Node announces them.
 */
export function withRequest<Sent extends Request>(
  served: ServedRoute,
  handle: (request: Sent) => Answer,
): (request: Sent) => Promise<Response>;
export function withRequest<Sent extends Request, Context>(
  served: ServedRoute,
  handle: (request: Sent, context: Context) => Answer,
): (request: Sent, context: Context) => Promise<Response>;
export function withRequest<Sent extends Request, Context>(
  served: ServedRoute,
  handle: (request: Sent, context: Context) => Answer,
): (request: Sent, context: Context) => Promise<Response> {
  return (request, context) => {
    const requestId = requestIdOf(request.headers, uuidv7);
    const { route, kind } = served;
    const facts: RequestFacts = { requestId, route, kind, calls: 0, workspaceId: null, limit: null };
    const parent = parseTraceparent(request.headers.get("traceparent"));
    return runInScope({ request: facts, trace: parent }, () =>
      inSpan(served, { request, facts, parent }, async () => {
        const refusal = limitByAddress(served, request.headers, facts);
        const response = refusal ?? (await shed(served, async () => handle(request, context)));
        return withHeaders(response, facts);
      }),
    );
  };
}

function shed(served: ServedRoute, handle: () => Promise<Response>): Promise<Response> {
  return shedLoad(served.kind, handle, served.refuseBusy ?? busyProblem);
}

type Received = { request: Request; facts: RequestFacts; parent: TraceContext | null };

async function inSpan(
  { route, kind }: ServedRoute,
  { request, facts, parent }: Received,
  answer: () => Promise<Response>,
): Promise<Response> {
  const isOurs = kind === "probe" || kind === "cron";
  const attributes = {
    "http.route": route,
    "http.request.method": request.method,
    "uptick.request_id": facts.requestId,
  };
  const span = { name: `${request.method} ${route}`, kind: "server", parent, attributes } as const;
  const response = await traced(isOurs ? span : { ...span, sampling: "afresh" }, async (open) => {
    const answered = await answer();
    open?.set({ "http.response.status_code": answered.status });
    if (answered.status >= 500) open?.fail(String(answered.status));
    return answered;
  });
  // A function may be frozen after its answer, with the spans still in it.
  if (process.env.VERCEL && processTracer() !== null) after(() => processTracer()?.flush());
  return response;
}

function withHeaders(response: Response, facts: RequestFacts): Response {
  const headers: [string, string][] = [["x-request-id", facts.requestId]];
  if (facts.limit !== null) headers.push(...listLimitHeaders(facts.limit));
  try {
    for (const [name, value] of headers) response.headers.set(name, value);
    return response;
  } catch {
    // Those of a redirect and of what was fetched cannot be changed.
    const { status, statusText } = response;
    const copy = new Headers(response.headers);
    for (const [name, value] of headers) copy.set(name, value);
    return new Response(response.body, { status, statusText, headers: copy });
  }
}
