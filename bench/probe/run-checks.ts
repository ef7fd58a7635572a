import type { Check } from "#contracts/check.ts";
import type { CheckRunner, RunnableConfig } from "#probes/core/ports.ts";
import { createNodeRunners } from "#probes/platform/node/node-runners.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";

/** One kind of check and nothing around it: no queue, no report. CPU is this process's own, so the target costs nothing. */
const WARM_UP = 0.25;

const checks = JSON.parse(process.env.CHECKS ?? "[]") as Check[];
const forMs = Number(process.env.FOR_MS);
const lanes = Number(process.env.LANES ?? 32);
const ca = process.env.CA_PEM ? [process.env.CA_PEM] : undefined;

const configs = checks.map(
  (check, at): RunnableConfig => ({
    state: "on",
    monitorId: at + 1,
    configVersion: 1,
    intervalMs: 20_000,
    slotOffsetMs: 0,
    gridFrom: 0,
    timeoutMs: 5000,
    check,
  }),
);

async function pickRunner(): Promise<CheckRunner | null> {
  const { runners } = await createNodeRunners({ egress: OPEN_EGRESS, ...(ca ? { ca } : {}) });
  const kind = checks[0]?.kind;
  // The kind of the configuration is that of its runner.
  return kind === undefined ? null : ((runners[kind] as CheckRunner | undefined) ?? null);
}

async function runFor(runner: CheckRunner, ms: number) {
  const stopAt = performance.now() + ms;
  const seen = { done: 0, failed: 0, example: "" };
  const lane = async (at: number) => {
    for (let next = at; performance.now() < stopAt; next += lanes) {
      const config = configs[next % configs.length];
      if (config === undefined) return;
      const observation = await runner(config);
      seen.done += 1;
      if (observation.outcome === "ok") continue;
      seen.failed += 1;
      seen.example = `${observation.outcome}: ${observation.evidence().message}`;
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, at) => lane(at)));
  return seen;
}

const runner = await pickRunner();
if (runner === null) {
  process.stdout.write(
    `${JSON.stringify({ checks: 0, failed: 0, cpuUsPerCheck: 0, example: "no runner" })}\n`,
  );
  process.exit(0);
}
await runFor(runner, forMs * WARM_UP);
const cpu = process.cpuUsage();
const { done, failed, example } = await runFor(runner, forMs);
const used = process.cpuUsage(cpu);
const cpuUsPerCheck = (used.user + used.system) / done;
process.stdout.write(`${JSON.stringify({ checks: done, failed, cpuUsPerCheck, example })}\n`);
process.exit(0);
