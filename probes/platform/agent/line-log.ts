import type { LogLevel, ProbeLog } from "#probes/core/ports.ts";

const RANKS = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

/** A line of JSON for each message, on standard output. */
export function createLineLog(least: LogLevel | "silent"): ProbeLog {
  return (level, message, fields) => {
    if (RANKS[level] < RANKS[least]) return;
    const line = { time: new Date().toISOString(), level, name: "probe", msg: message, ...fields };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
}
