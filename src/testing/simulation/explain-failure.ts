import type { Fault, FaultKind } from "./fault-plan.ts";
import { runSeed, type SeedRun } from "./run-seed.ts";

const TRACE_LINES = 200;
/** Single faults are taken away one by one only when so few are left. */
const MOST_SINGLE = 60;

/** Leaves out what the failure does not need: kinds of faults first, then single faults. Greedy, so small, not smallest. */
export async function explainFailure(seed: number): Promise<string> {
  const whole = await runSeed(seed);
  const [first] = whole.violations;
  if (first === undefined) return `Seed ${seed} breaks no rule.`;
  const rule = first.split(":", 1)[0] ?? "";
  let kinds = new Set(whole.faults.map((fault) => fault.kind));
  for (const kind of [...kinds]) {
    const fewer = new Set<FaultKind>([...kinds].filter((one) => one !== kind));
    if (await breaks(rule, seed, { kinds: fewer, skipped: new Set() })) kinds = fewer;
  }
  const skipped = await skipSingles(rule, seed, kinds);
  const run = await runSeed(seed, { faults: { kinds, skipped }, traceLines: TRACE_LINES });
  return describe(run);
}

type Choice = { kinds: Set<FaultKind>; skipped: Set<number> };

async function breaks(rule: string, seed: number, faults: Choice): Promise<boolean> {
  return (await runSeed(seed, { faults })).violations.some((violation) => violation.startsWith(rule));
}

async function skipSingles(rule: string, seed: number, kinds: Set<FaultKind>): Promise<Set<number>> {
  const skipped = new Set<number>();
  const { faults } = await runSeed(seed, { faults: { kinds, skipped } });
  if (faults.length > MOST_SINGLE) return skipped;
  for (const { ordinal } of faults) {
    const more = new Set([...skipped, ordinal]);
    if (await breaks(rule, seed, { kinds, skipped: more })) skipped.add(ordinal);
  }
  return skipped;
}

function describe(run: SeedRun): string {
  const lines = run.faults.map((fault) => `  ${at(fault)} ${fault.kind} at ${fault.where}`);
  return [
    `Seed ${run.seed}: ${run.violations.join("; ")}`,
    `${run.faults.length} faults are enough:`,
    ...lines,
    "The end of its trace:",
    ...run.trace,
  ].join("\n");
}

const at = (fault: Fault) => new Date(fault.at).toISOString().slice(11, 23);
