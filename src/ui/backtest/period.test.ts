import { expect, test } from "vitest";
import { readPeriod } from "./period.ts";

const NOW = Date.UTC(2026, 10, 21, 12);

test("a period of days ends now", () => {
  expect(readPeriod({ kind: "7", from: "", to: "" }, NOW)).toEqual({ fromMs: NOW - 604_800_000, toMs: NOW });
});

test("a custom period is read in the reader's zone, and needs both ends", () => {
  const from = "2026-11-20T10:30";
  const to = "2026-11-20T11:00";
  expect(readPeriod({ kind: "custom", from, to }, NOW)).toEqual({
    fromMs: new Date(2026, 10, 20, 10, 30).getTime(),
    toMs: new Date(2026, 10, 20, 11).getTime(),
  });
  expect(readPeriod({ kind: "custom", from, to: "" }, NOW)).toBeNull();
});
