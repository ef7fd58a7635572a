import { AsyncLocalStorage } from "node:async_hooks";
import type { TraceContext } from "#contracts/trace-context.ts";
import type { LimitAnswer } from "#domain/limits/limit-answer.ts";

/**
 * Who calls a route. `app`: people and API keys; `anonymous`: whoever has no session yet, or a token in the address;
 * `expensive`: exports. `probe` and `cron` have a credential of ours: they are never limited, and their say about a trace
 * counts. `open` is what must answer whatever happens, or has a bucket of its own: health, heartbeats.
 */
export type RouteKind = "app" | "anonymous" | "expensive" | "probe" | "cron" | "open";

/** What is known of the request that is answered; more of it becomes known on the way. */
export type RequestFacts = {
  readonly requestId: string;
  /** The route's pattern, never the path. */
  readonly route: string;
  readonly kind: RouteKind;
  /** How many procedures it has called. */
  calls: number;
  workspaceId: string | null;
  /** Of the buckets that it took from, the one with the least left. */
  limit: LimitAnswer | null;
};

/** `request` is null for what no request began. */
export type RequestScope = { readonly request: RequestFacts | null; readonly trace: TraceContext | null };

// On globalThis: separately bundled routes share the log, so they must share what it reads.
const holder = globalThis as typeof globalThis & { uptickScope?: AsyncLocalStorage<RequestScope> };

function storage(): AsyncLocalStorage<RequestScope> {
  holder.uptickScope ??= new AsyncLocalStorage();
  return holder.uptickScope;
}

export function currentScope(): RequestScope | null {
  return storage().getStore() ?? null;
}

/** Whatever `run` begins, timers and promises too, finds `scope`. */
export function runInScope<Result>(scope: RequestScope, run: () => Result): Result {
  return storage().run(scope, run);
}
