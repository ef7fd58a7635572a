import { DEFAULT_POLICY, Policy, type SlowPhase } from "#contracts/policy.ts";
import { type Read, readWith, wholeOf } from "#ui/forms/read-with.ts";

export type SlowRuleValues = { key: string; phase: SlowPhase; kind: "absolute" | "relative"; amount: string };

/** What is in the fields: text as typed, so that nothing is lost while it is not yet valid. Minutes where people say so. */
export type PolicyValues = {
  quorum: Policy["quorum"]["kind"];
  regions: string;
  failuresInARow: string;
  successesInARow: string;
  slowRules: SlowRuleValues[];
  hasFlapping: boolean;
  changes: string;
  windowMin: string;
  calmMin: string;
  graceMin: string;
  hasReminder: boolean;
  remindEveryMin: string;
};

const FLAPPING = DEFAULT_POLICY.flapping ?? { changes: 4, windowSec: 900, calmSec: 600 };

export function valuesOfPolicy(policy: Policy): PolicyValues {
  const { quorum, flapping, slowRules, remindEverySec } = policy;
  const { changes, windowSec, calmSec } = flapping ?? FLAPPING;
  return {
    quorum: quorum.kind,
    regions: String(quorum.kind === "count" ? quorum.regions : 2),
    failuresInARow: String(policy.failuresInARow),
    successesInARow: String(policy.successesInARow),
    slowRules: slowRules.map(({ phase, limit }, index) => ({
      key: String(index),
      phase,
      kind: limit.kind,
      amount: String(limit.kind === "absolute" ? limit.ms : limit.percent),
    })),
    hasFlapping: flapping !== null,
    changes: String(changes),
    windowMin: minutesOf(windowSec),
    calmMin: minutesOf(calmSec),
    graceMin: minutesOf(policy.graceSec),
    hasReminder: remindEverySec !== null,
    remindEveryMin: minutesOf(remindEverySec ?? 3_600),
  };
}

/** Not validated beyond the contract, whose messages are the server's too. */
export function readPolicy(values: PolicyValues): Read<Policy> {
  return readWith(Policy, {
    quorum:
      values.quorum === "count"
        ? { kind: "count", regions: wholeOf(values.regions) }
        : { kind: values.quorum },
    failuresInARow: wholeOf(values.failuresInARow),
    successesInARow: wholeOf(values.successesInARow),
    slowRules: values.slowRules.map(({ phase, kind, amount }) => ({
      phase,
      limit: kind === "absolute" ? { kind, ms: wholeOf(amount) } : { kind, percent: wholeOf(amount) },
    })),
    flapping: values.hasFlapping
      ? {
          changes: wholeOf(values.changes),
          windowSec: secondsOf(values.windowMin),
          calmSec: secondsOf(values.calmMin),
        }
      : null,
    graceSec: secondsOf(values.graceMin),
    remindEverySec: values.hasReminder ? secondsOf(values.remindEveryMin) : null,
  });
}

/** "1.5" is 90 s; a value that came from the API keeps its seconds. */
function minutesOf(seconds: number): string {
  return String(Math.round((seconds / 60) * 1_000) / 1_000);
}

function secondsOf(text: string): number {
  return /^\s*\d+(?:[.,]\d+)?\s*$/.test(text) ? Math.round(Number(text.replace(",", ".")) * 60) : Number.NaN;
}
