import { formatTraceparent } from "#contracts/trace-context.ts";
import type { SafeFetch } from "../safe-fetch.ts";
import { traced } from "./traced.ts";

/** The same way out as a span of its own; the receiver is told the trace where it is kept. The address stays out of it. */
export function tracedFetch(fetch: SafeFetch): SafeFetch {
  return (outbound, limits) => {
    const attributes = { "http.request.method": outbound.method };
    return traced({ name: "channel request", kind: "client", attributes }, async (span) => {
      const headers = span?.trace.isSampled
        ? { ...outbound.headers, traceparent: formatTraceparent(span.trace) }
        : outbound.headers;
      const answer = await fetch({ ...outbound, headers }, limits);
      if (answer.kind === "answered") span?.set({ "http.response.status_code": answer.status });
      else span?.fail("unanswered");
      return answer;
    });
  };
}
