import { performance } from "node:perf_hooks";
import { bareCheck } from "./bare-check.ts";

/** Absolute slots on a wheel of one millisecond and nothing else: no store, no queue, no report. */
const port = Number(process.env.TARGET_PORT);
const monitors = Number(process.env.MONITORS);
const intervalMs = Number(process.env.INTERVAL_MS);
const forMs = Number(process.env.FOR_MS);

const dueByMs = new Map<number, number[]>();
for (let id = 0; id < monitors; id += 1) {
  const offset = Math.floor((id * intervalMs) / monitors);
  dueByMs.set(offset, [...(dueByMs.get(offset) ?? []), id]);
}

const nowMs = () => performance.timeOrigin + performance.now();
let at = Math.ceil(nowMs());
const endAt = at + forMs;
let open = 0;

function finishOne(): void {
  open -= 1;
}

function turn(): void {
  const until = nowMs();
  for (; at <= until && at < endAt; at += 1) {
    for (const id of dueByMs.get(at % intervalMs) ?? []) {
      open += 1;
      bareCheck({ port, id }, finishOne);
    }
  }
  if (at < endAt || open > 0) setTimeout(turn, 1);
  else report();
}

const cpu = process.cpuUsage();
function report(): void {
  const used = process.cpuUsage(cpu);
  process.stdout.write(`${JSON.stringify({ paced: true, cpuUs: used.user + used.system })}\n`);
}
turn();
