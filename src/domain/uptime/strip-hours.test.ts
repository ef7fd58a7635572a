import { expect, test } from "vitest";
import { stripHours } from "./strip-hours.ts";

const HOUR_MS = 3_600_000;
const nowMs = Date.UTC(2026, 0, 2, 12, 30);
const openMs = nowMs - 30 * 60_000;
const hour = (ago: number, ok: number, failed: number, p95Us: number | null = null) => ({
  hourMs: openMs - ago * HOUR_MS,
  ok,
  failed,
  p95Us,
});

test("a day without figures is a gap, not well", () => {
  expect(stripHours([], nowMs)).toMatchObject({ from: openMs - 23 * HOUR_MS, looks: "-".repeat(24) });
});

test("each hour has its place and its look; what is older than the day is left out", () => {
  const strip = stripHours(
    [hour(24, 0, 9), hour(23, 6, 0), hour(2, 5, 1), hour(1, 3, 3), hour(0, 0, 0)],
    nowMs,
  );
  expect(strip.looks).toBe(`u${"-".repeat(20)}wd-`);
});

test("latency is rounded to what a thin line can show", () => {
  const { p95Ms } = stripHours([hour(1, 1, 0, 123_456), hour(0, 1, 0, 4_321)], nowMs);
  expect(p95Ms.slice(-3)).toEqual([null, 123, 4.3]);
});
