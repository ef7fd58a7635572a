import { expect, test } from "vitest";
import type { ProbeReport } from "#contracts/probe-rpc.ts";
import { type CheckRunners, type ProbeRpc, ProbeRpcError, type RunnableConfig } from "#probes/core/ports.ts";
import type { Probe } from "#probes/core/probe.ts";
import { PROBE_DEFAULTS } from "#probes/core/probe-options.ts";
import { unseen } from "#probes/core/unseen.ts";
import { aTick } from "#testing/builders.ts";
import { readExposition } from "#testing/read-exposition.ts";
import { writeExposition } from "#transport/metrics/write-exposition.ts";
import { ProbeMeter } from "./probe-meter.ts";

const CONFIG = {} as RunnableConfig;

async function scrape(meter: ProbeMeter) {
  const families = readExposition(writeExposition(await meter.families(), "prometheus"));
  return (name: string) =>
    families.get(name)?.samples.map(({ labels, value }) => [...Object.values(labels), value]);
}

test("checks are counted by kind and outcome, and the probe's own faults apart", async () => {
  const meter = new ProbeMeter();
  const seen = [unseen({ outcome: "timeout", message: "" }), unseen({ outcome: "internal", message: "" })];
  const runners: CheckRunners = { tcp: async () => seen.shift() ?? unseen({ outcome: "dns", message: "" }) };
  const { tcp } = meter.measureRunners(runners);
  for (let made = 0; made < 3; made += 1) await tcp?.(CONFIG as never);
  const told = await scrape(meter);
  expect(told("uptick_probe_checks_total")).toEqual([
    ["tcp", "timeout", 1],
    ["tcp", "internal", 1],
    ["tcp", "dns", 1],
  ]);
  expect(told("uptick_probe_host_errors_total")).toEqual([["internal", 1]]);
  expect(told("uptick_probe_check_duration_seconds")?.at(-1)).toEqual(["tcp", 3]);
});

test("a report that the app took counts its gaps and deviations; a refused one and one that failed do not", async () => {
  const meter = new ProbeMeter();
  const answers: (ProbeRpcError | null)[] = [
    null,
    new ProbeRpcError("unavailable", "away"),
    new ProbeRpcError("rejected", "no"),
  ];
  const report = async () => {
    const fault = answers.shift();
    if (fault) throw fault;
    return { accepted: 1, duplicates: 0, dropped: 0 };
  };
  const rpc = meter.measureRpc({ report } as unknown as ProbeRpc);
  const sent: ProbeReport = {
    regionHealthy: true,
    ticks: [aTick({ monitorId: 1, scheduledAt: 1_000, lateMs: 4 })],
    gaps: [{ monitorId: 2, scheduledAt: 1_000, reason: "late" }],
  };
  await rpc.report(sent);
  await expect(rpc.report(sent)).rejects.toThrow("away");
  await expect(rpc.report(sent)).rejects.toThrow("no");
  const told = await scrape(meter);
  expect(told("uptick_probe_reports_total")).toEqual([
    ["taken", 1],
    ["unavailable", 1],
    ["refused", 1],
  ]);
  expect(told("uptick_probe_gaps_total")).toEqual([["late", 1]]);
  expect(told("uptick_probe_check_deviation_seconds")?.slice(-2)).toEqual([[0.004], [1]]);
  expect(told("uptick_probe_report_duration_seconds")?.at(-1)).toEqual([3]);
});

test("what the probe holds is read when somebody asks", async () => {
  const meter = new ProbeMeter();
  const stats = { inFlight: 2, waiting: 1, queued: 9, heldEntries: 3, unreported: 4, spooled: 5, configs: 6 };
  const probe = { stats: () => ({ ...stats, isHealthy: false }) } as unknown as Probe;
  meter.watch(probe, { ...PROBE_DEFAULTS, version: "1.2.3", instance: "a", runtime: "node", kinds: [] });
  const told = await scrape(meter);
  expect(told("uptick_probe_info")).toEqual([["1.2.3", "a", "node", 1]]);
  expect(told("uptick_probe_jobs_queued")).toEqual([[9]]);
  expect(told("uptick_probe_host_gate_waiting")).toEqual([[1]]);
  expect(told("uptick_probe_healthy")).toEqual([[0]]);
});
