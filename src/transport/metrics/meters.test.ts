import fc from "fast-check";
import { expect, test } from "vitest";
import type { MetricList } from "#contracts/metric.ts";
import { readExposition } from "#testing/read-exposition.ts";
import { Meters } from "./meters.ts";
import { chooseFormat, type ExpositionFormat, writeExposition } from "./write-exposition.ts";

const LIST = {
  test_calls_total: { kind: "counter", help: "Calls.", labels: ["who"] },
  test_open: { kind: "gauge", help: "What is open.", labels: [] },
  test_seconds: { kind: "histogram", help: "How long.", labels: ["who"], buckets: [0.1, 1] },
} as const satisfies MetricList;

async function scrape(meters: Meters<typeof LIST>, format: ExpositionFormat = "prometheus") {
  return readExposition(writeExposition(await meters.families(), format));
}

test("counters add up by their labels, and nothing is counted for a sum of nothing", async () => {
  const meters = new Meters(LIST);
  meters.count("test_calls_total", { who: "a" });
  meters.count("test_calls_total", { who: "a" }, 4);
  meters.count("test_calls_total", { who: "b" }, 0);
  expect((await scrape(meters)).get("test_calls_total")?.samples).toEqual([
    { name: "test_calls_total", labels: { who: "a" }, value: 5 },
  ]);
});

test("a histogram counts a batch as it would one after the other, bounds included", async () => {
  const batch = new Meters(LIST);
  batch.observe("test_seconds", { who: "a" }, [0.1, 0.5, 1, 7, Number.NaN]);
  const single = new Meters(LIST);
  for (const value of [0.1, 0.5, 1, 7]) single.observe("test_seconds", { who: "a" }, value);
  const samples = (await scrape(batch)).get("test_seconds")?.samples;
  expect(samples).toEqual((await scrape(single)).get("test_seconds")?.samples);
  expect(samples?.map(({ name, labels, value }) => [name, labels.le, value])).toEqual([
    ["test_seconds_bucket", "0.1", 1],
    ["test_seconds_bucket", "1", 3],
    ["test_seconds_bucket", "+Inf", 4],
    ["test_seconds_sum", undefined, 8.6],
    ["test_seconds_count", undefined, 4],
  ]);
});

test("a gauge is what was said last, and moves with what comes and goes", async () => {
  const meters = new Meters(LIST);
  meters.set("test_open", {}, 7);
  meters.move("test_open", {}, 1);
  meters.move("test_open", {}, -1);
  meters.move("test_open", {}, -1);
  expect((await scrape(meters)).get("test_open")?.samples[0]?.value).toBe(6);
});

test("a process that is not asked counts nothing", async () => {
  const meters = new Meters(LIST);
  meters.isOn = false;
  meters.count("test_calls_total", { who: "a" });
  meters.observe("test_seconds", { who: "a" }, 1);
  meters.set("test_open", {}, 1);
  const families = await scrape(meters);
  expect([...families.values()].flatMap(({ samples }) => samples.map(({ value }) => value))).toEqual([0]);
});

test("OpenMetrics names a counter without its _total and ends with a mark, however often it is asked", async () => {
  const meters = new Meters(LIST);
  meters.count("test_calls_total", { who: "a" });
  for (const round of [1, 2]) {
    const open = writeExposition(await meters.families(), "openmetrics");
    expect(open, `round ${round}`).toContain("# TYPE test_calls counter\n");
    expect(open).toContain('test_calls_total{who="a"} 1\n');
    expect(open.endsWith("# EOF\n")).toBe(true);
    expect((await scrape(meters)).get("test_calls_total")?.type).toBe("counter");
  }
});

test("whatever stands in a label comes back as it was, in both formats", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "binary" }).filter((text) => !text.includes("\r")),
      fc.constantFrom<ExpositionFormat>("prometheus", "openmetrics"),
      async (who, format) => {
        const meters = new Meters(LIST);
        meters.count("test_calls_total", { who });
        const name = format === "openmetrics" ? "test_calls" : "test_calls_total";
        expect((await scrape(meters, format)).get(name)?.samples[0]?.labels).toEqual({ who });
      },
    ),
  );
});

test("what Prometheus sends as Accept is answered as OpenMetrics, everybody else gets the older text", () => {
  const accept = "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
  expect(chooseFormat(accept)).toBe("openmetrics");
  expect([chooseFormat(null), chooseFormat("*/*"), chooseFormat("text/html")]).toEqual(
    Array(3).fill("prometheus"),
  );
});
