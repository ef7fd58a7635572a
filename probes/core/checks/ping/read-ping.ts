import type { PingReport } from "./ping-port.ts";

const SUMMARY = /^(\d+) packets transmitted, (\d+)/m;
const ANSWER = /^\d+ bytes from .*?\b(?:icmp_)?seq=(\d+).*? time[=<]([\d.]+) ?ms/gm;
const UNREACHABLE = /unreachable|no route to host|packet filtered/i;

/** What iputils, BusyBox and macOS print. Null when it is none of it. */
export function readPing(output: string): PingReport | null {
  const summary = SUMMARY.exec(output);
  const times = new Map<string, number>();
  // The second answer to one packet is a fault of the network and no packet that came back.
  for (const [, sequence = "", ms] of output.matchAll(ANSWER)) {
    if (!times.has(sequence)) times.set(sequence, Number(ms));
  }
  if (!summary) return null;
  return { sent: Number(summary[1]), timesMs: [...times.values()], isUnreachable: UNREACHABLE.test(output) };
}
