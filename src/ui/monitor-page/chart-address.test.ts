import fc from "fast-check";
import { expect, test } from "vitest";
import { CHART_KINDS, FIGURES, PRESETS, readChartAddress, writeChartAddress } from "./chart-address.ts";

const read = (query: string) => readChartAddress(new URLSearchParams(query));

test("an address without anything shows the last day", () => {
  const usual = read("");
  expect(usual).toEqual({
    range: { kind: "last", hours: "24" },
    chart: "regions",
    figure: "p50Ms",
    region: null,
    compare: false,
  });
  expect(writeChartAddress(usual)).toBe("");
});

test.each([
  "hours=9000",
  "from=2026-11-20T10:00:00Z",
  "from=2026-11-20T10:00:00Z&to=2026-11-20T09:00:00Z",
  "from=2020-11-20T10:00:00Z&to=2026-11-20T09:00:00Z",
  "from=-1&to=x",
  "region=%3Cscript%3E&chart=x&figure=p96",
])("what cannot be shown is as if it were not there: %s", (query) => {
  expect(read(query)).toEqual(read(""));
});

test("whatever is written is read as it was", () => {
  const moment = fc.integer({ min: 0, max: 4_000_000_000_000 });
  const range = fc.oneof(
    fc.record({ kind: fc.constant("last" as const), hours: fc.constantFrom(...PRESETS) }),
    fc.tuple(moment, fc.integer({ min: 60_000, max: 86_400_000 })).map(([fromMs, lengthMs]) => ({
      kind: "span" as const,
      fromMs,
      toMs: fromMs + lengthMs,
    })),
  );
  const address = fc.record({
    range,
    chart: fc.constantFrom(...CHART_KINDS),
    figure: fc.constantFrom(...FIGURES),
    region: fc.constantFrom(null, "local-1", "fra1"),
    compare: fc.boolean(),
  });
  fc.assert(
    fc.property(address, (given) => {
      expect(read(writeChartAddress(given))).toEqual(given);
    }),
  );
});
