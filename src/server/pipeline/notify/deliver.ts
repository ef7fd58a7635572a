import { parseTraceparent } from "#contracts/trace-context.ts";
import { afterFailure, CLOSED } from "#domain/notification/breaker.ts";
import { nextAttempt } from "#domain/notification/next-attempt.ts";
import type { SendResult } from "#server/channels/channel.ts";
import { openSecrets } from "#server/channels/channel-secrets.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { count, observe } from "#server/runtime/metrics/metrics.ts";
import { traced } from "#server/runtime/request/traced.ts";
import type { ClaimedUpdate } from "#server/store/claim-update-store.ts";
import type { ClaimedDelivery } from "#server/store/dispatch-store.ts";
import { type FinishedAttempt, finishAttempt } from "#server/store/finish-attempt-store.ts";
import { readNotification } from "./read-notification.ts";
import { readUpdate } from "./read-update.ts";

const FINISH_ATTEMPTS = 3;
const FINISH_RETRY_MS = 500;

export type NotifyDeps = Pick<
  Deps,
  "pool" | "clock" | "sleep" | "isEnding" | "log" | "random" | "send" | "sendUpdate" | "keyRing" | "settings"
>;

type Claimed = ClaimedDelivery | ClaimedUpdate;

/** `lost`: the lease ran out and another dispatcher has it. */
export type Delivered = FinishedAttempt["kind"] | "lost";

/** Sends first, records then: a crash in between sends again with the same id. */
export function deliver(deps: NotifyDeps, held: Claimed): Promise<Delivered> {
  const parent = "content" in held ? null : parseTraceparent(held.traceparent);
  const attributes = {
    "uptick.channel": held.kind,
    "uptick.delivery": held.id,
    "uptick.attempt": held.attempts,
  };
  return traced({ name: "delivery", kind: "producer", parent, attributes }, async (span) => {
    const delivered = await sendAndRecord(deps, held);
    span?.set({ "uptick.result": delivered });
    if (delivered !== "sent" && delivered !== "suppressed") span?.fail(delivered);
    return delivered;
  });
}

async function sendAndRecord(deps: NotifyDeps, held: Claimed): Promise<Delivered> {
  const startedMs = deps.clock();
  const finished = judge(deps, held, await attempt(deps, held));
  const channel = "content" in held ? `subscriber:${held.kind}` : held.kind;
  observe("uptick_delivery_duration_seconds", { channel }, (deps.clock() - startedMs) / 1_000);
  const isOurs = await finish(deps, held, finished);
  count("uptick_deliveries_total", { channel, result: isOurs ? finished.kind : "lost" });
  if (!isOurs) {
    deps.log.warn({ delivery: held.id }, "A delivery outlived its lease; its result is not recorded.");
    return "lost";
  }
  const { kind } = finished;
  if (finished.kind !== "sent" && finished.kind !== "suppressed") {
    const { error } = finished;
    deps.log.warn({ delivery: held.id, channel: held.channelId, kind, error }, "A delivery failed.");
  }
  return kind;
}

async function attempt(deps: NotifyDeps, held: Claimed): Promise<SendResult> {
  try {
    const config = { ...held.config, ...openSecrets(deps.keyRing, { ...held, id: held.channelId }) };
    if ("content" in held) return await tellSubscriber(deps, held, config);
    return await deps.send({ kind: held.kind, config }, readNotification(deps.settings, held));
  } catch (error) {
    // A fault of ours, such as a missing encryption key: it can be mended, so the receiver is tried again.
    deps.log.error({ err: error, delivery: held.id }, "A delivery could not be prepared.");
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "failed", permanent: false, reason, retryAfterMs: null, request: null, response: null };
  }
}

/** Drafts can be made of posts and pages again before everybody has been told. */
async function tellSubscriber(deps: NotifyDeps, held: ClaimedUpdate, config: object): Promise<SendResult> {
  if (!held.content.isPublished) {
    return { kind: "skipped", reason: "It is not published any more.", request: null, response: null };
  }
  return deps.sendUpdate({ kind: held.kind, config }, readUpdate(deps.settings, held));
}

function judge(deps: NotifyDeps, held: Claimed, result: SendResult): FinishedAttempt {
  const atMs = deps.clock();
  const { request } = result;
  if (result.kind === "skipped") return { kind: "suppressed", atMs, error: result.reason, response: null };
  if (result.kind === "sent") {
    const wasTroubled = held.failureStreak > 0 || held.isBreakerOpen;
    const sent = { kind: "sent", atMs, request, response: result.response } as const;
    return wasTroubled ? { ...sent, breaker: CLOSED } : sent;
  }
  const next = nextAttempt({ ...result, attempts: held.attempts }, deps.random());
  const failure = { atMs, error: result.reason, request, response: result.response };
  if (next.kind === "failed") return { kind: "failed", ...failure, breaker: CLOSED };
  const breaker = afterFailure(held.failureStreak, { atMs, retryAfterMs: result.retryAfterMs });
  if (next.kind === "retry") return { kind: "retry", nextAtMs: atMs + next.waitMs, ...failure, breaker };
  return { kind: "dead", ...failure, breaker };
}

/** What was sent but not recorded is sent twice: worth another try while the lease lasts. */
async function finish(deps: NotifyDeps, held: Claimed, finished: FinishedAttempt): Promise<boolean> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await finishAttempt(deps.pool, held, finished);
    } catch (error) {
      if (tried === FINISH_ATTEMPTS) throw error;
      await deps.sleep(FINISH_RETRY_MS);
    }
  }
}
