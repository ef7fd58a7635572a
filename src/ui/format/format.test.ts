import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes.ts";
import { formatDuration, formatInterval } from "./format-duration.ts";
import { formatLatency } from "./format-latency.ts";
import { formatPercent } from "./format-percent.ts";

test.each([
  [1, "100%"],
  [0.99995, "99.995%"],
  [0.999999, "99.999%"],
  [1 - Number.EPSILON, "99.999%"],
  [0.999, "99.9%"],
  [0.99, "99%"],
  [0.98765, "98.76%"],
  [0.5, "50%"],
  [0.1 + 0.2, "30%"],
  [0.00001, "0.001%"],
  [0.000001, "<0.001%"],
  [0, "0%"],
])("the fraction %d is shown as %s", (fraction, shown) => {
  expect(formatPercent(fraction)).toBe(shown);
});

test("no fraction below one is ever shown as 100%", () => {
  for (let exponent = 1; exponent <= 15; exponent += 1) {
    expect(formatPercent(1 - 10 ** -exponent)).not.toBe("100%");
  }
});

test.each([
  [-5, "0 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [3_600_000, "1 h"],
  [7_500_000, "2 h 5 min"],
  [273_600_000, "3 d 4 h"],
])("%d ms lasts %s", (ms, shown) => {
  expect(formatDuration(ms)).toBe(shown);
});

test.each([
  [10, "10 s"],
  [90, "90 s"],
  [300, "5 min"],
  [86_400, "24 h"],
])("an interval of %d seconds is named exactly: %s", (seconds, shown) => {
  expect(formatInterval(seconds)).toBe(shown);
});

test.each([
  [0.424, "0.42 ms"],
  [4.21, "4.2 ms"],
  [999.4, "999 ms"],
  [999.6, "1.00 s"],
  [12_340, "12.3 s"],
])("a latency of %d ms reads %s", (ms, shown) => {
  expect(formatLatency(ms)).toBe(shown);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [123_456_789, "123 MB"],
])("%d bytes read %s", (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});
