import type { PingCheck } from "#contracts/checks/ping.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import type { CheckRun } from "../check-run.ts";
import { observe } from "../observe.ts";
import type { Ping } from "./ping-port.ts";

/** Sends a few packets and counts what comes back. The total time is the mean of the round trips. */
export function createPingRunner({ ping }: { ping: Ping }): CheckRunner<"ping"> {
  return (config) => observe(config, (run) => count(ping, { run, check: config.check }));
}

async function count(ping: Ping, { run, check }: { run: CheckRun; check: PingCheck }): Promise<string> {
  const { host, ipFamily, packets, maxLossPercent } = check;
  const { sent, timesMs, isUnreachable } = await ping({ host, ipFamily, packets }, run.record, run.deadline);
  const lost = Math.max(0, sent - timesMs.length);
  if (timesMs.length === 0) {
    if (isUnreachable)
      throw new Fault("unreachable", "A router on the way says that the host cannot be reached.");
    throw new Fault("timeout", `None of ${sent} packets was answered.`);
  }
  const mean = timesMs.reduce((sum, ms) => sum + ms, 0) / timesMs.length;
  run.measuredUs = Math.round(mean * 1000);
  const lossPercent = Math.round((lost / sent) * 1000) / 10;
  run.values = { lossPercent, jitterMs: jitterOf(timesMs) };
  const spread = `${Math.min(...timesMs)}, ${mean.toFixed(3)} and ${Math.max(...timesMs)} ms`;
  const said = `${lost} of ${sent} packets were lost; least, mean and most time: ${spread}.`;
  if (lossPercent > maxLossPercent) throw new Fault("assertion", said);
  return said;
}

/** The mean change from one round trip to the next, ms; null with fewer than two. */
function jitterOf(timesMs: readonly number[]): number | null {
  if (timesMs.length < 2) return null;
  const changes = timesMs.slice(1).map((ms, index) => Math.abs(ms - (timesMs[index] ?? ms)));
  return Math.round((changes.reduce((sum, ms) => sum + ms, 0) / changes.length) * 1000) / 1000;
}
