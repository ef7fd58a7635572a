import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Totals } from "./run-batch.ts";

const run = promisify(execFile);
const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;
/** A process takes seconds to warm up; arguments stay short. */
const MOST_PER_SHARE = 2_500;
const SHARES_PER_WORKER = 2;
/** Most of what a run makes is garbage at once: a larger nursery halves the work of clearing it away. */
const YOUNG_SPACE = "--max-semi-space-size=32";

/** Gives the seeds to processes of this same program. */
export async function runShares(seeds: readonly number[], workers: number): Promise<Totals> {
  const size = Math.min(MOST_PER_SHARE, Math.ceil(seeds.length / (workers * SHARES_PER_WORKER)));
  const shares: number[][] = [];
  for (let at = 0; at < seeds.length; at += size) shares.push(seeds.slice(at, at + size));
  const totals: Totals = { seeds: 0, slots: 0, faults: 0, failed: [], hashes: {} };
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
        add(totals, await runShare(share));
      }
    }),
  );
  totals.failed.sort((a, b) => a.seed - b.seed);
  return totals;
}

async function runShare(seeds: readonly number[]): Promise<Totals> {
  const [, script = ""] = process.argv;
  const args = [YOUNG_SPACE, script, "--share", JSON.stringify(seeds)];
  const { stdout } = await run(process.execPath, args, { maxBuffer: MOST_OUTPUT_BYTES });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Totals;
}

function add(totals: Totals, part: Totals): void {
  totals.seeds += part.seeds;
  totals.slots += part.slots;
  totals.faults += part.faults;
  totals.failed.push(...part.failed);
  Object.assign(totals.hashes, part.hashes);
}
