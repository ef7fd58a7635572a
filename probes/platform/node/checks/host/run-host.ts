import type { HostCheck } from "#contracts/checks/host.ts";
import type { CheckRun } from "#probes/core/checks/check-run.ts";
import { observe } from "#probes/core/checks/observe.ts";
import { Fault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import { type HostReading, readHost } from "./read-host.ts";

const MOST_CPU_WINDOW_MS = 1000;

/** Looks at the machine that the agent runs on. `read` is the machine's; tests give their own. */
export function createHostRunner(read: typeof readHost = readHost): CheckRunner<"host"> {
  return (config) =>
    observe(config, async (run) => {
      const { check, timeoutMs } = config;
      const cpuWindowMs = needsCpu(check) ? Math.min(MOST_CPU_WINDOW_MS, timeoutMs / 2) : null;
      const reading = await readOrSay(() => read({ diskPath: check.diskPath, cpuWindowMs }), check);
      run.values = { ...reading };
      note(reading, check, run);
      judge(reading, check);
      return "Every value is within its limit.";
    });
}

function needsCpu({ maxCpuPercent, assertions }: HostCheck): boolean {
  return (
    maxCpuPercent !== null ||
    assertions.list
      .flatMap((member) => ("list" in member ? member.list : [member]))
      .some(({ source }) => source === "cpuPercent")
  );
}

async function readOrSay(read: () => Promise<HostReading>, { diskPath }: HostCheck): Promise<HostReading> {
  try {
    return await read();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code !== "ENOENT") throw error;
    throw new Fault("assertion", `There is no ${diskPath} on this machine.`);
  }
}

function note(reading: HostReading, { diskPath }: HostCheck, run: CheckRun): void {
  const { cpuPercent, memoryPercent, diskPercent, load } = reading;
  if (cpuPercent !== null) run.transcript.received(`cpu ${cpuPercent.toFixed(1)} %`);
  run.transcript.received(`memory ${memoryPercent.toFixed(1)} %`);
  run.transcript.received(`disk ${diskPath} ${diskPercent.toFixed(1)} %`);
  run.transcript.received(`load ${load.toFixed(2)}`);
}

function judge(reading: HostReading, check: HostCheck): void {
  const limits: [string, number | null, number | null][] = [
    ["CPU", reading.cpuPercent, check.maxCpuPercent],
    ["memory", reading.memoryPercent, check.maxMemoryPercent],
    [`disk space of ${check.diskPath}`, reading.diskPercent, check.maxDiskPercent],
  ];
  const exceeded = limits.flatMap(([what, used, most]) =>
    used !== null && most !== null && used > most
      ? [`at most ${most} % of the ${what} in use, saw ${used.toFixed(1)} %`]
      : [],
  );
  if (exceeded.length > 0) throw new Fault("assertion", `Expected ${exceeded.join("; ")}.`);
}
