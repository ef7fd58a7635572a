import { Check } from "#contracts/check.ts";
import { bundleEntry } from "#testing/rig/bundle-entry.ts";
import { type Child, jsonLineWith, startChild } from "#testing/rig/child.ts";

export type KindTargets = { ports: Record<string, number>; ca: string; process: Child };
export type ProbeStage = { checks: number; failed: number; cpuUsPerCheck: number; example: string };

/** A server of every kind on loopback, in a process of its own. */
export async function startKindTargets(): Promise<KindTargets> {
  const child = startChild({
    file: process.execPath,
    args: [await bundleEntry("bench/probe/serve-kinds.ts")],
  });
  const { ports, ca } = (await child.firstLine(jsonLineWith("ports"))) as unknown as Omit<
    KindTargets,
    "process"
  >;
  return { ports, ca, process: child };
}

/** The check as MonitorInput would take it, with its defaults. */
export function checkOf(fields: Record<string, unknown>): Check {
  return Check.parse(fields);
}

export function httpCheckOf(url: string, change: Record<string, unknown> = {}): Check {
  return checkOf({
    kind: "http",
    url,
    method: "GET",
    headers: [],
    body: null,
    expectedStatus: [{ from: 200, to: 299 }],
    keyword: null,
    followRedirects: true,
    ...change,
  });
}

/** What the checks cost a probe beside scheduling and reporting. They are all of one kind and take turns. */
export async function measureProbeStage(given: {
  checks: readonly Check[];
  forMs: number;
  ca: string;
  lanes?: number;
}): Promise<ProbeStage> {
  const child = startChild({
    file: process.execPath,
    args: [await bundleEntry("bench/probe/run-checks.ts")],
    env: {
      CHECKS: JSON.stringify(given.checks),
      FOR_MS: String(given.forMs),
      LANES: String(given.lanes ?? 32),
      CA_PEM: given.ca,
    },
  });
  return (await child.firstLine(jsonLineWith("cpuUsPerCheck"))) as unknown as ProbeStage;
}
