import { parseArgs } from "node:util";
import { runSeed } from "./run-seed.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "100" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    dump: { type: "string" },
    lines: { type: "string", default: "0" },
  },
});
const from = Number(values.seed ?? values.from);
const to = values.seed ? from : from + Number(values.seeds) - 1;
const started = performance.now();
let slots = 0,
  faults = 0,
  bad = 0,
  events = 0;
for (let seed = from; seed <= to; seed += 1) {
  const run = await runSeed(seed, { traceLines: Number(values.lines) });
  slots += run.slots;
  faults += run.faults.length;
  events += run.events;
  if (run.violations.length > 0) {
    bad += 1;
    process.stdout.write(
      `seed ${seed}: ${run.violations.slice(0, 3).join(" | ")} [${[...new Set(run.faults.map((f) => f.kind))].join(" ")}]\n`,
    );
  }
  if (values.seed)
    process.stdout.write(`${run.trace.join("\n")}\n${run.violations.join("\n")}\n${run.hash}\n`);
}
process.stdout.write(
  `${to - from + 1} seeds, ${bad} bad, ${slots} slots, ${faults} faults, ${events} events, ${Math.round(performance.now() - started)} ms\n`,
);
