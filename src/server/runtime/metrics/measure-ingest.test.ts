import { beforeEach, expect, test, vi } from "vitest";
import type { ProbeReport } from "#contracts/probe-rpc.ts";
import type { Tick } from "#contracts/tick.ts";
import { aTick } from "#testing/builders.ts";
import { readExposition } from "#testing/read-exposition.ts";
import { writeExposition } from "#transport/metrics/write-exposition.ts";
import { checkCounts } from "./check-counts.ts";
import { measureIngest } from "./measure-ingest.ts";
import { meters } from "./metrics.ts";

const REGION = { code: "eu", workspaceId: null };
const RECEIPT = { accepted: 2, duplicates: 0, dropped: 0 };

beforeEach(() => {
  const counting = globalThis as { uptickMeters?: unknown; uptickCheckCounts?: unknown };
  counting.uptickMeters = undefined;
  counting.uptickCheckCounts = undefined;
});

const scrape = async () => readExposition(writeExposition(await meters().families(), "prometheus"));
const samplesOf = async (name: string) =>
  (await scrape()).get(name)?.samples.map(({ labels, value }) => [...Object.values(labels), value]);

function aReport(ticks: readonly Partial<Tick>[], gaps: ProbeReport["gaps"] = []): ProbeReport {
  const scheduledAt = Date.now();
  return {
    regionHealthy: true,
    ticks: ticks.map((tick, at) => aTick({ monitorId: at + 1, scheduledAt, ...tick })),
    gaps,
  };
}

test("checks are counted by kind once a scrape has asked for the kinds, and only for those it does not know", async () => {
  const report = aReport([{ outcome: "ok" }, { outcome: "timeout" }]);
  await measureIngest(REGION, report, async () => RECEIPT);
  await measureIngest(REGION, report, async () => RECEIPT);
  expect(await samplesOf("uptick_checks_total")).toEqual([]);

  const findKinds = vi.fn(async () => new Map([[1, "http"]]));
  await checkCounts().settle(findKinds, Date.now());
  await measureIngest(REGION, aReport([{ outcome: "ok" }]), async () => RECEIPT);
  await checkCounts().settle(findKinds, Date.now());
  // The monitor 2 has been deleted: nobody knows its kind any more.
  expect(await samplesOf("uptick_checks_total")).toEqual([["eu", "http", "ok", 3]]);
  expect(findKinds.mock.calls).toEqual([[[1, 2]]]);
});

test("a failed look-up of kinds loses no check", async () => {
  await measureIngest(REGION, aReport([{ outcome: "ok" }]), async () => RECEIPT);
  const failing = () => Promise.reject(new Error("Postgres is away."));
  await expect(checkCounts().settle(failing, Date.now())).rejects.toThrow("away");
  await checkCounts().settle(async () => new Map([[1, "tcp"]]), Date.now());
  expect(await samplesOf("uptick_checks_total")).toEqual([["eu", "tcp", "ok", 1]]);
});

test("a report that was stored before counts as duplicates and as no checks", async () => {
  const report = aReport([{ totalUs: 20_000 }, { totalUs: 30_000 }]);
  await measureIngest(REGION, report, async () => ({ accepted: 0, duplicates: 2, dropped: 0 }));
  expect(await samplesOf("uptick_ingest_ticks_total")).toEqual([["eu", "duplicate", 2]]);
  expect(await samplesOf("uptick_check_duration_seconds")).toEqual([]);
});

test("durations, deviations, late ones and gaps come from the report; private locations share a label", async () => {
  const late = { scheduledAt: Date.now() - 60_000, totalUs: 1_500_000, lateMs: -5 };
  const report = aReport(
    [late],
    [
      { monitorId: 1, scheduledAt: Date.now(), reason: "late" },
      { monitorId: 2, scheduledAt: Date.now(), reason: "late" },
    ],
  );
  await measureIngest({ code: "office", workspaceId: "w" }, report, async () => RECEIPT);
  const families = await scrape();
  const sum = (name: string) => families.get(name)?.samples.find((one) => one.name.endsWith("_sum"));
  expect(sum("uptick_check_duration_seconds")).toMatchObject({ labels: { region: "private" }, value: 1.5 });
  expect(sum("uptick_check_deviation_seconds")).toMatchObject({ value: 0 });
  expect(await samplesOf("uptick_ingest_late_ticks_total")).toEqual([["private", 1]]);
  expect(await samplesOf("uptick_gaps_total")).toEqual([["probe", "late", 2]]);
});

test("a report that cannot be stored is counted and its failure is the caller's", async () => {
  const failing = () => Promise.reject(new Error("no"));
  await expect(measureIngest(REGION, aReport([{}]), failing)).rejects.toThrow("no");
  expect(await samplesOf("uptick_ingest_batches_total")).toEqual([["eu", "failed", 1]]);
});
