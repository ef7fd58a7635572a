import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { encodeJobs, MAX_JOBS_PER_ENTRY } from "#contracts/job.ts";
import { PROBE_DEFAULTS } from "#probes/core/probe-options.ts";
import { aTick } from "#testing/builders.ts";
import { estimateLoad, type Load } from "./estimate-load.ts";
import { BENCH } from "./measured-costs.ts";
import { writeScaling } from "./write-scaling.ts";

// npx vitest run --project unit src/testing/scaling/document-scaling.test.ts -u
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const NOW = Date.UTC(2027, 0, 15);
const KEPT = { tickDays: 30, hourDays: 396 };
const LOOK_AHEAD_SEC = 75;

const loads = [1_000, 100_000, 1_000_000].map((monitors) =>
  estimateLoad({
    monitors,
    everySec: 60,
    regions: 3,
    kept: KEPT,
    wire: { bytesPerTick: bytesPerTick(monitors), bytesPerJob: bytesPerJob(monitors) },
    pollsPerSec: 1000 / PROBE_DEFAULTS.pollMs,
    lookAheadSec: LOOK_AHEAD_SEC,
  }),
);

test("docs/scaling.md says what follows from the figures", async () => {
  await expect(writeScaling(loads)).toMatchFileSnapshot(join(ROOT, "docs/scaling.md"));
});

test.each(Object.values(BENCH))("bench/README.md still says of $row: $says", ({ row, says }) => {
  const figures = read("bench/README.md").split("## Figures")[1] ?? "";
  const line = figures.split("\n").find((text) => new RegExp(`^\\| \\**${row}\\** \\|`).test(text));
  expect(line).toContain(says);
});

test("the days that things are kept, and how far the schedule looks ahead, are the product's own", () => {
  const env = read("src/env.ts");
  expect(env).toContain(`UPTICK_TICK_DAYS: Days.default(${KEPT.tickDays})`);
  expect(env).toContain(`UPTICK_ROLLUP_HOUR_DAYS: Days.default(${KEPT.hourDays})`);
  expect(read("src/server/pipeline/schedule/run-slice.ts")).toContain(
    `LOOK_AHEAD_MS = ${LOOK_AHEAD_SEC}_000;`,
  );
});

test("the arithmetic holds where it can be done by hand", () => {
  const [small] = loads as [Load];
  expect(small.checksPerSec).toBe(50);
  expect(small.ticksPerMonth).toBe(129_600_000);
  expect(small.storage.tickBytesPerDay).toBe(4_320_000 * 123);
  expect(small.processes).toEqual({ probesPerRegion: 2, probes: 6, app: 2 });
  expect(small.redis.commandsPerSec).toBe(6 * 2 + 3 * 3);
  expect(small.storage.bytesPerTickAveraged).toBeLessThan(40);
});

/** One of a full report, as a probe sends it. */
function bytesPerTick(monitors: number): number {
  const tick = aTick({
    monitorId: monitors,
    scheduledAt: NOW,
    tlsUs: 6_400,
    totalUs: 98_765,
    ttfbUs: 40_200,
  });
  return Buffer.byteLength(JSON.stringify(tick)) + 1;
}

/** One of a full entry: monitors that are due in the same second. */
function bytesPerJob(monitors: number): number {
  const jobs = Array.from({ length: MAX_JOBS_PER_ENTRY }, (_, index) => ({
    monitorId: monitors - index,
    configVersion: 3,
    scheduledAt: NOW + 10 * index,
    origin: "scheduled" as const,
  }));
  return Buffer.byteLength(encodeJobs(jobs)) / MAX_JOBS_PER_ENTRY;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
