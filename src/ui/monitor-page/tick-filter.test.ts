import { expect, test } from "vitest";
import { tickQuery, tickSpan } from "./tick-filter.ts";

const nowMs = Date.UTC(2026, 10, 21, 12, 0, 30);
const zoomed = { kind: "span" as const, fromMs: 1_000, toMs: 2_000 };
const last = { kind: "last" as const, hours: "3" as const };

test("the time is that of the chart, or the last so many hours from a full minute on", () => {
  expect(tickSpan("any", { nowMs, range: zoomed })).toEqual({});
  expect(tickSpan("chart", { nowMs, range: zoomed })).toEqual({ fromMs: 1_000, toMs: 2_000 });
  expect(tickSpan("chart", { nowMs, range: last })).toEqual({ fromMs: Date.UTC(2026, 10, 21, 9) });
  expect(tickSpan("day", { nowMs, range: zoomed })).toEqual({ fromMs: Date.UTC(2026, 10, 20, 12) });
});

test("the file has the same checks as the list", () => {
  expect(tickQuery({ region: "fra1", failedOnly: true, when: "chart" }, { fromMs: 0, toMs: 1_000 })).toBe(
    "region=fra1&failed=1&from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T00%3A00%3A01.000Z",
  );
  expect(tickQuery({ region: null, failedOnly: false, when: "any" }, {})).toBe("");
});
