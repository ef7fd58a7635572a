import { setTimeout as sleep } from "node:timers/promises";
import { HEARTBEAT_SPOOL, type HeartbeatPing } from "#contracts/heartbeat.ts";
import { clientAddress } from "#server/auth/client-address.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { hashHeartbeatToken, looksLikeHeartbeatToken } from "#server/runtime/heartbeat-token.ts";
import { CallGate } from "./call-gate.ts";
import { readBody } from "./read-body.ts";
import { readCall, shortenAddress } from "./read-call.ts";
import { type TakeInDeps, takeInPing } from "./take-in-ping.ts";

const CALLS_PER_SECOND = 10;
/** Then Postgres counts as away: the job waits for the answer. */
const COMMIT_WITHIN_MS = 2_500;
const MOST_SPOOLED = 100_000;
const RETRY_AFTER_SEC = 10;

export type HeartbeatDeps = TakeInDeps & Pick<Deps, "stream"> & { trustProxy: boolean; gate: CallGate };
export type HeartbeatCall = { request: Request; token: string; rest: readonly string[] };

/** One of them in a process: what calls too often must not get to Postgres. */
export const processGate = new CallGate(CALLS_PER_SECOND);

/** Answers 200 only when the ping is kept: in Postgres, or in Redis while that is away. Whatever is no heartbeat is 404. */
export async function answerHeartbeat(deps: HeartbeatDeps, asked: HeartbeatCall): Promise<Response> {
  const { request, token, rest } = asked;
  const receivedAt = deps.clock();
  const said = readCall(rest, new URL(request.url).searchParams);
  const isRefused = said === null || !looksLikeHeartbeatToken(token);
  const tokenHash = hashHeartbeatToken(token);
  const address = clientAddress(request.headers, deps.trustProxy);
  const call = { tokenHash, address, nowMs: receivedAt };
  const isAllowed = isRefused || deps.gate.admits(call);
  // Also of what is refused: a connection that is closed on a job that sends is an error there.
  const sent = await readBody(request.body);
  if (isRefused) return answer(asked, 404, "Not found");
  if (!isAllowed) return answer(asked, 429, "Too many calls. Wait a second.", 1);
  const kept = await keep(deps, {
    ...said,
    ...sent,
    id: deps.newId(),
    tokenHash,
    receivedAt,
    address: shortenAddress(address),
    userAgent: request.headers.get("user-agent")?.slice(0, 200) ?? null,
  });
  if (kept === "taken") deps.gate.welcome(call);
  if (kept === "taken" || kept === "spooled") return answer(asked, 200, "OK");
  if (kept === "unknown") return answer(asked, 404, "Not found");
  return answer(asked, 503, "Uptick cannot take this in right now. Call again.", RETRY_AFTER_SEC);
}

type Kept = "taken" | "unknown" | "spooled" | "away";

/** What Postgres does not answer in time may still be committed there: the ping's id keeps it from counting twice. */
async function keep(deps: HeartbeatDeps, ping: HeartbeatPing): Promise<Kept> {
  const timer = new AbortController();
  const late = sleep(COMMIT_WITHIN_MS, "late" as const, { signal: timer.signal, ref: false });
  try {
    const kept = await Promise.race([takeInPing(deps, ping), late]);
    if (kept !== "late") return kept;
    deps.log.warn({ ping: ping.id }, "Postgres was too slow for a ping; it goes to the spool.");
  } catch (error) {
    deps.log.warn(
      { err: error, ping: ping.id },
      "A ping could not be kept in Postgres; it goes to the spool.",
    );
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
  return spool(deps, ping);
}

/** Whether there is such a heartbeat is found out when the spool is drained. */
async function spool({ stream, log }: HeartbeatDeps, ping: HeartbeatPing): Promise<Kept> {
  try {
    if ((await stream.length(HEARTBEAT_SPOOL)) >= MOST_SPOOLED) return "away";
    await stream.add(HEARTBEAT_SPOOL, JSON.stringify(ping));
    return "spooled";
  } catch (error) {
    log.error({ err: error, ping: ping.id }, "A ping could be kept nowhere; the job is asked to call again.");
    return "away";
  }
}

function answer({ request }: HeartbeatCall, status: number, text: string, retryAfterSec?: number): Response {
  return new Response(request.method === "HEAD" ? null : `${text}\n`, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...(retryAfterSec === undefined ? {} : { "retry-after": String(retryAfterSec) }),
    },
  });
}
