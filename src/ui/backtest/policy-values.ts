import { DEFAULT_POLICY, Policy } from "#contracts/policy.ts";

/** What the fields hold while a person types. Slow rules and reminders are carried along as they are. */
export type PolicyValues = {
  quorum: Policy["quorum"]["kind"];
  regions: string;
  failuresInARow: string;
  successesInARow: string;
  hasFlapping: boolean;
  changes: string;
  windowSec: string;
  calmSec: string;
  rest: Pick<Policy, "slowRules" | "graceSec" | "remindEverySec">;
};

const FLAPPING = DEFAULT_POLICY.flapping ?? { changes: 4, windowSec: 900, calmSec: 600 };

export function toPolicyValues({ quorum, flapping, ...policy }: Policy): PolicyValues {
  const { changes, windowSec, calmSec } = flapping ?? FLAPPING;
  const { slowRules, graceSec, remindEverySec } = policy;
  return {
    quorum: quorum.kind,
    regions: String(quorum.kind === "count" ? quorum.regions : 2),
    failuresInARow: String(policy.failuresInARow),
    successesInARow: String(policy.successesInARow),
    hasFlapping: flapping !== null,
    changes: String(changes),
    windowSec: String(windowSec),
    calmSec: String(calmSec),
    rest: { slowRules, graceSec, remindEverySec },
  };
}

export type ReadPolicy =
  | { kind: "policy"; policy: Policy }
  /** By the path in the policy, such as `flapping.changes`. */
  | { kind: "problems"; problems: Record<string, string> };

export function readPolicy(values: PolicyValues): ReadPolicy {
  const read = Policy.safeParse({
    ...values.rest,
    quorum:
      values.quorum === "count"
        ? { kind: "count", regions: wholeOf(values.regions) }
        : { kind: values.quorum },
    failuresInARow: wholeOf(values.failuresInARow),
    successesInARow: wholeOf(values.successesInARow),
    flapping: values.hasFlapping
      ? {
          changes: wholeOf(values.changes),
          windowSec: wholeOf(values.windowSec),
          calmSec: wholeOf(values.calmSec),
        }
      : null,
  });
  if (read.success) return { kind: "policy", policy: read.data };
  const problems = read.error.issues.map((issue) => [issue.path.join("."), issue.message] as const);
  return { kind: "problems", problems: Object.fromEntries(problems.toReversed()) };
}

function wholeOf(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}
