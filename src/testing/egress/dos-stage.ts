// Runs HTTP checks against what its argument lists, one after the other, and prints what each cost as JSON.
import { MonitorInput } from "#contracts/check.ts";
import type { CheckRunner, RunnableConfig } from "#probes/core/ports.ts";
import { createNodeRunners } from "#probes/platform/node/node-runners.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";

export type Attack = { name: string; check: Record<string, unknown> };
export type Cost = {
  name: string;
  outcome: string;
  message: string;
  tookMs: number;
  cpuMs: number;
  /** Above what the process had before the attack, at its highest. */
  grownMb: number;
  /** Handles beyond those before the attack, once the check is over. */
  handlesLeft: number;
};

export const TIMEOUT_MS = 1_000;
const SAMPLE_MS = 5;
const MB = 1_048_576;

const attacks: Attack[] = JSON.parse(process.argv[2] ?? "[]");
const { runners } = await createNodeRunners({ egress: OPEN_EGRESS });
const costs: Cost[] = [];
// The first check loads and compiles what all of them need.
const [warmUp] = attacks;
if (warmUp) for (let round = 0; round < 5; round += 1) await suffer(warmUp);
for (const attack of attacks) costs.push(await suffer(attack));
process.stdout.write(JSON.stringify(costs), () => process.exit(0));

async function suffer({ name, check }: Attack): Promise<Cost> {
  globalThis.gc?.();
  const rss = process.memoryUsage.rss();
  const handles = countHandles();
  let highest = rss;
  const sampler = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, SAMPLE_MS);
  const cpu = process.cpuUsage();
  const from = performance.now();
  const config = { timeoutMs: TIMEOUT_MS, check: MonitorInput.shape.check.parse(check) };
  const runner = runners[config.check.kind] as CheckRunner;
  const seen = await runner(config as unknown as RunnableConfig);
  const tookMs = performance.now() - from;
  highest = Math.max(highest, process.memoryUsage.rss());
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(sampler);
  const { message } = seen.evidence();
  await new Promise((turn) => setTimeout(turn, 50));
  return {
    name,
    outcome: seen.outcome,
    message,
    tookMs,
    cpuMs: (user + system) / 1000,
    grownMb: (highest - rss) / MB,
    handlesLeft: countHandles() - handles,
  };
}

function countHandles(): number {
  return process.getActiveResourcesInfo().filter((name) => /wrap/i.test(name)).length;
}
