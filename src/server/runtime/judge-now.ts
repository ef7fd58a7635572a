import { encodeJobs, MAX_JOBS_PER_ENTRY } from "#contracts/job.ts";
import { urgentKey } from "#contracts/stream-keys.ts";
import { evaluate } from "#domain/verdict/evaluate.ts";
import { judgeRegions } from "#domain/verdict/mass-failure.ts";
import { type Judge, type Judged, judgeMonitors } from "#server/store/judge-monitors.ts";
import { inTransaction, isRetryable } from "#server/store/sql-transaction.ts";
import type { Deps } from "./deps.ts";
import { count } from "./metrics/metrics.ts";
import { traced } from "./request/traced.ts";

const ATTEMPTS = 5;
const RETRY_MS = 20;

/** The rules that stages judge by. */
export function judgeAt(deps: Pick<Deps, "newId">, nowMs: number): Judge {
  return { evaluate, judgeRegions, nowMs, newId: deps.newId };
}

export type JudgeDeps = SettleDeps & Pick<Deps, "pool" | "clock" | "newId" | "sleep" | "random">;

/** Judges monitors in a transaction of their own and brings what follows on its way. */
export async function judgeNow(deps: JudgeDeps, monitorIds: readonly number[]): Promise<Judged> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const judge = judgeAt(deps, deps.clock());
      const judged = await inTransaction(deps.pool, (sql) => judgeMonitors(sql, monitorIds, judge));
      await settleJudged(deps, judged);
      return judged;
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
      await deps.sleep(Math.ceil(RETRY_MS * attempt * (1 + deps.random())));
    }
  }
}

export type SettleDeps = Pick<Deps, "stream" | "log" | "poke" | "wakeNotifier" | "wakeClock">;

/**
 * After the commit, and never undoing it: sends what people have to be told, asks for confirmations and sees to it that
 * a held decision is made on time. Confirmations that do not reach Redis are missed, not waited for.
 */
export async function settleJudged(deps: SettleDeps, judged: Judged): Promise<void> {
  for (const to of judged.verdicts) count("uptick_verdict_transitions_total", { to });
  if (judged.deliveries > 0) deps.wakeNotifier();
  if (judged.dueAt !== null) deps.wakeClock(judged.dueAt);
  await Promise.all(judged.confirm.map((batch) => askForChecks(deps, batch)));
}

async function askForChecks(deps: SettleDeps, batch: Judged["confirm"][number]): Promise<void> {
  const { region, jobs, pokeUrl } = batch;
  try {
    const attributes = { "uptick.region": region, "uptick.jobs": jobs.length };
    await traced({ name: "confirm", kind: "producer", sampling: "always", attributes }, async (span) => {
      for (let at = 0; at < jobs.length; at += MAX_JOBS_PER_ENTRY) {
        const payload = encodeJobs(jobs.slice(at, at + MAX_JOBS_PER_ENTRY), span?.trace);
        await deps.stream.add(urgentKey(region), payload);
      }
    });
  } catch (error) {
    deps.log.warn({ err: error, region, jobs: jobs.length }, "Confirmations could not be asked for.");
    return;
  }
  // A function answers when it ends, and a report must not wait for that.
  if (pokeUrl !== null) void deps.poke(pokeUrl);
}
