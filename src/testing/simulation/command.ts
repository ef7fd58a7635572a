import { parseArgs } from "node:util";
import { catchMutant } from "./catch-mutant.ts";
import { explainFailure } from "./explain-failure.ts";
import { KNOWN_SEEDS } from "./known-seeds.ts";
import { allMutants } from "./mutants/all-mutants.ts";
import { runBatch, type Totals } from "./run-batch.ts";
import { runSeed } from "./run-seed.ts";
import { runShares } from "./run-shares.ts";

const USAGE = `Usage: npm run sim -- [--seeds N] [--from N] [--workers N] [--repeat N] [--mutants] [--seed N [--lines N] [--grep RE]]
Lives through N seeds (default 500) of the whole system with faults, and judges each by the rules. Seeds that failed
before always run first. --repeat runs that many seeds twice and compares their traces. --mutants plants bugs and
expects each to be found. --seed runs one seed and prints the end of its trace. Exit code 1: a rule was broken.
`;

const OPTIONS = {
  seeds: { type: "string", default: "500" },
  from: { type: "string", default: "1" },
  workers: { type: "string", default: "2" },
  repeat: { type: "string", default: "0" },
  seed: { type: "string" },
  lines: { type: "string", default: "200" },
  grep: { type: "string", default: "" },
  mutants: { type: "boolean", default: false },
  only: { type: "string", default: "" },
  share: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

const say = (text: string) => process.stdout.write(`${text}\n`);

export async function runCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) {
    say(USAGE);
    return 0;
  }
  if (values.share !== undefined) return runShare(JSON.parse(values.share) as number[]);
  if (values.seed !== undefined) return showSeed(Number(values.seed), values);
  if (values.mutants) return catchAll(values.only);
  const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.from) + index);
  return runAll({ seeds, workers: Number(values.workers), repeat: Number(values.repeat) });
}

/** One worker's part; its last line is the sum. */
async function runShare(seeds: readonly number[]): Promise<number> {
  // Lost connections are thrown by the thousand, and nobody reads where.
  Error.stackTraceLimit = 0;
  const totals = await runBatch(seeds);
  say(JSON.stringify(totals));
  return 0;
}

async function runAll(asked: { seeds: number[]; workers: number; repeat: number }): Promise<number> {
  const startedAt = performance.now();
  const totals = await runShares([...new Set([...KNOWN_SEEDS, ...asked.seeds])], asked.workers);
  sayTotals(totals, performance.now() - startedAt);
  const differing = asked.repeat > 0 ? await repeat(asked.seeds.slice(0, asked.repeat), totals) : [];
  for (const seed of differing) say(`Seed ${seed} does not repeat itself.`);
  for (const { seed } of totals.failed.slice(0, 3)) say(await explainFailure(seed));
  return totals.failed.length + differing.length === 0 ? 0 : 1;
}

function sayTotals(totals: Totals, tookMs: number): void {
  for (const { seed, violations } of totals.failed) say(`Seed ${seed}: ${violations.slice(0, 3).join("; ")}`);
  const { seeds, slots, faults, failed } = totals;
  say(
    `${seeds} seeds, ${slots} slots, ${faults} faults, ${failed.length} seeds with violations, ${(tookMs / 1000).toFixed(1)} s`,
  );
}

async function repeat(seeds: readonly number[], first: Totals): Promise<number[]> {
  const again = await runShares([...seeds], 2);
  const differing = seeds.filter((seed) => first.hashes[seed] !== again.hashes[seed]);
  say(`${seeds.length} seeds ran twice, ${differing.length} differ.`);
  return differing;
}

async function showSeed(seed: number, shown: { lines: string; grep: string }): Promise<number> {
  const pattern = new RegExp(shown.grep);
  const run = await runSeed(seed, { traceLines: 100_000 });
  for (const line of run.trace.filter((one) => pattern.test(one)).slice(-Number(shown.lines))) say(line);
  for (const violation of run.violations) say(violation);
  say(
    `trace ${run.hash}, ${run.slots} slots, ${run.faults.length} faults, ${run.violations.length} violations`,
  );
  return run.violations.length === 0 ? 0 : 1;
}

async function catchAll(only: string): Promise<number> {
  const mutants = allMutants.filter(({ name }) => name.includes(only));
  let missed = 0;
  for (const mutant of mutants) {
    const caught = await catchMutant(mutant);
    if (caught === null) missed += 1;
    say(
      caught === null
        ? `MISSED  ${mutant.name}`
        : `caught  ${mutant.name} (seed ${caught.seed}: ${caught.by})`,
    );
  }
  say(`${mutants.length - missed} of ${mutants.length} planted bugs were found.`);
  return missed === 0 ? 0 : 1;
}
