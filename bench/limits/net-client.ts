import { performance } from "node:perf_hooks";
import { type BareCheck, bareCheck } from "./bare-check.ts";

const CONCURRENCY = 32;
const WARM_UP_MS = 500;

const port = Number(process.env.TARGET_PORT);
const forMs = Number(process.env.FOR_MS);
const totalsMs: number[] = [];
let failed = 0;
let stopAt = performance.now() + WARM_UP_MS;

function ask(): void {
  bareCheck({ port, id: 0 }, hear);
}

function hear(check: BareCheck): void {
  totalsMs.push(check.totalMs);
  if (!check.ok) failed += 1;
  if (performance.now() < stopAt) ask();
  else settle();
}

let open = 0;
let settled: (() => void) | undefined;
function settle(): void {
  open -= 1;
  if (open === 0) settled?.();
}

function runUntil(at: number): Promise<void> {
  stopAt = at;
  open = CONCURRENCY;
  return new Promise((resolve) => {
    settled = resolve;
    for (let lane = 0; lane < CONCURRENCY; lane += 1) ask();
  });
}

await runUntil(performance.now() + WARM_UP_MS);
totalsMs.length = 0;
const cpu = process.cpuUsage();
const startedAt = performance.now();
await runUntil(startedAt + forMs);
const used = process.cpuUsage(cpu);
const seconds = (performance.now() - startedAt) / 1000;
totalsMs.sort((a, b) => a - b);
process.stdout.write(
  `${JSON.stringify({
    checks: totalsMs.length,
    failed,
    checksPerSec: totalsMs.length / seconds,
    cpuUsPerCheck: (used.user + used.system) / totalsMs.length,
    p50Ms: totalsMs[Math.floor(totalsMs.length * 0.5)],
    p99Ms: totalsMs[Math.floor(totalsMs.length * 0.99)],
  })}\n`,
);
