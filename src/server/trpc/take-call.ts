import type { LimitName } from "#domain/limits/limit-policies.ts";
import { noteLimit } from "#server/auth/note-limit.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { shareKeyUse } from "#server/runtime/limits/key-sharing.ts";
import { bucketKeyOf, processLimits, tighter } from "#server/runtime/limits/process-limits.ts";
import { count } from "#server/runtime/metrics/metrics.ts";
import { limitSentence } from "#server/runtime/request/refuse-by-problem.ts";
import { currentScope } from "#server/runtime/request/request-scope.ts";
import type { Context } from "./context.ts";

type Call = { path: string; type: "query" | "mutation" | "subscription" };

/** What takes the database or the processor for long. Exports are routes of their own. */
const EXPENSIVE = /^(?:backtest\.start|config\.(?:plan|run|export)|import\.|objective\.report$|bulk\.start)/;

/**
 * Takes one token from each bucket that the call belongs to: every call of a batch counts. Calls that no request began, such
 * as those of a test or of a page that is rendered, take none. Throws AppError `limit_reached`.
 */
export function takeCall(ctx: Context, call: Call): void {
  const request = currentScope()?.request ?? null;
  const shelves = processLimits();
  if (request === null || shelves === null) return;
  request.workspaceId = ctx.actor?.workspaceId ?? null;
  // An export reads its pages by one procedure after the other.
  if (request.kind === "expensive" && request.calls > 0) return;
  request.calls += 1;
  for (const { policy, key } of listBuckets(ctx, call)) {
    const nowMs = Date.now();
    const answer = shelves[policy].take(key, nowMs);
    request.limit = tighter(request.limit, answer);
    if (policy === "key") shareKeyUse(ctx.deps, { shelf: shelves.key, keyId: key, nowMs });
    if (answer.isAllowed) continue;
    count("uptick_limited_calls_total", { policy });
    ctx.deps.later(() => noteLimit(ctx, { policy, path: call.path }));
    const retryAfterSec = Math.max(1, Math.ceil(answer.waitMs / 1000));
    throw new AppError("limit_reached", limitSentence(answer), { retryAfterSec });
  }
}

type Bucket = { policy: LimitName; key: string };

function listBuckets(ctx: Context, { path, type }: Call): Bucket[] {
  const buckets = whoOf(ctx);
  const [who] = buckets;
  if (who === undefined) {
    const address = bucketKeyOf(ctx.address);
    return type === "mutation" && address !== null ? [{ policy: "anonymous", key: address }] : [];
  }
  if (type === "mutation") buckets.push({ policy: "write", key: `${who.policy}:${who.key}` });
  if (EXPENSIVE.test(path)) buckets.push({ policy: "expensive", key: `${who.policy}:${who.key}` });
  return buckets;
}

function whoOf({ actor, identity }: Context): Bucket[] {
  if (actor?.kind === "key") return [{ policy: "key", key: actor.keyId }];
  return identity ? [{ policy: "user", key: identity.userId }] : [];
}
