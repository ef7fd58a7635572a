import { canRun } from "#domain/check/can-run.ts";
import { createSendHttp } from "#probes/core/checks/http/create-send-http.ts";
import { type HttpCheckDeps, runHttpCheck } from "#probes/core/checks/http/http-check.ts";
import type { SendHttp } from "#probes/core/checks/http/send-http.ts";
import { Deadline } from "#probes/core/deadline.ts";
import type { Observation, RunnableConfig } from "#probes/core/ports.ts";
import { unseen } from "#probes/core/unseen.ts";
import { fetchExchange } from "./fetch-exchange.ts";

const CONTROL_TIMEOUT_MS = 5000;

const sendByFetch: SendHttp = createSendHttp(fetchExchange, Date.now);
/** For checks of other kinds that send requests. */
export const FETCH_DEPS: HttpCheckDeps = {
  send: sendByFetch,
  now: Date.now,
  note: " Checked by an edge function, which sees no connection phases.",
};

/** Runs an HTTP check over fetch. A check that needs more is not its target's fault, so it ends as `internal`. */
export async function runFetchCheck({ check, timeoutMs }: RunnableConfig<"http">): Promise<Observation> {
  const startedAt = performance.now();
  const limit = canRun(check, { runtime: "edge", kinds: ["http"] });
  if (limit !== true) return unseen({ outcome: "internal", message: limit });
  const deadline = new Deadline(timeoutMs);
  try {
    return await runHttpCheck(FETCH_DEPS, { check, deadline, startedAt });
  } finally {
    deadline.clear();
  }
}

export async function checkControlByFetch(url: string): Promise<boolean> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), CONTROL_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: "HEAD",
      redirect: "manual",
      cache: "no-store",
      signal: abort.signal,
    });
    await response.body?.cancel();
    return true;
  } catch {
    // Whatever the reason, the target did not answer, and that is the question.
    return false;
  } finally {
    clearTimeout(timer);
  }
}
