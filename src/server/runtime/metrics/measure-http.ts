import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { count, observe } from "./metrics.ts";
import type { RouteOf } from "./route-pattern.ts";

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** As NGINX writes it: whoever asked did not wait for the answer. */
const GONE = 499;

type Exchange = { request: IncomingMessage; response: ServerResponse };

/** Counts every request of this process as Node announces it, before anything of Next or ours has seen it. */
export function measureHttp(routeOf: RouteOf): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as Exchange;
    // Read now: a rewrite changes it.
    const path = request.url?.split("?", 1)[0] ?? "/";
    const method = METHODS.has(request.method ?? "") ? String(request.method) : "other";
    const startedMs = performance.now();
    response.once("close", () => {
      const route = routeOf(path);
      const isWhole = response.writableFinished;
      count("uptick_http_requests_total", {
        route,
        method,
        status: String(isWhole ? response.statusCode : GONE),
      });
      const isStream = String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");
      if (!isWhole || isStream) return;
      const seconds = (performance.now() - startedMs) / 1_000;
      observe("uptick_http_request_duration_seconds", { route, method }, seconds);
    });
  });
}
