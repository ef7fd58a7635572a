import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import { isTRPCClientError } from "@trpc/client";
import superjson from "superjson";

const FATAL = new Set(["BAD_REQUEST", "UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND"]);

/** On the server one per request, in the browser one per page. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && !FATAL.has(codeOf(error)),
        retryDelay: (failures, error) => waitMsOf(error) ?? Math.min(1_000 * 2 ** failures, 30_000),
      },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query),
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}

/** What the server asked to wait (limits, too much to do), a little apart so that pages do not all come back at once. */
export function waitMsOf(error: unknown): number | null {
  if (!isTRPCClientError(error)) return null;
  const data: unknown = error.data;
  const isTold = typeof data === "object" && data !== null && "retryAfterSec" in data;
  const waitSec = isTold ? Number(data.retryAfterSec ?? 0) : 0;
  return waitSec > 0 ? waitSec * 1_000 * (1 + Math.random() / 4) : null;
}

export function codeOf(error: unknown): string {
  if (!isTRPCClientError(error)) return "UNKNOWN";
  const data: unknown = error.data;
  return typeof data === "object" && data !== null && "code" in data ? String(data.code) : "UNKNOWN";
}
