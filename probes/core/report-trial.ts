import type { TrialReport, TrialResult } from "#contracts/trial.ts";
import { type Observation, type ProbeDeps, ProbeRpcError } from "./ports.ts";
import { backOffMs, sleep } from "./sleep.ts";

const TRIES = 3;

/** Somebody looks at the screen for it: it goes beside all reports, and is dropped when the app stays away. */
export async function reportTrial(
  deps: Pick<ProbeDeps, "rpc" | "clock" | "log" | "random">,
  seen: { trialId: number; observation: Observation },
): Promise<void> {
  const report: TrialReport = { trialId: seen.trialId, result: resultOf(seen.observation) };
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    try {
      await deps.rpc.trial(report);
      return;
    } catch (error) {
      const mayPass = error instanceof ProbeRpcError && error.kind === "unavailable";
      if (!mayPass || attempt === TRIES) {
        deps.log("warn", "a trial's result was not taken", { trialId: seen.trialId, reason: String(error) });
        return;
      }
      await sleep(deps.clock, backOffMs(attempt, { firstMs: 100, mostMs: 1000, random: deps.random }));
    }
  }
}

function resultOf({ evidence, ...seen }: Observation): TrialResult {
  return { ...seen, evidence: evidence() };
}
