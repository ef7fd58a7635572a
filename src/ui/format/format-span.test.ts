import { expect, test } from "vitest";
import { formatSpan } from "./format-span.ts";

const at = Date.UTC(2026, 10, 22, 22, 30);

test("the end's date is left out on the same day", () => {
  expect(formatSpan({ startsAt: at, endsAt: at + 3_600_000 }, "UTC")).toBe("Sun 22 Nov 2026, 22:30 – 23:30");
});

test("the day is the reader's", () => {
  expect(formatSpan({ startsAt: at, endsAt: at + 3_600_000 }, "Europe/Berlin")).toBe(
    "Sun 22 Nov, 23:30 – Mon 23 Nov 2026, 00:30",
  );
});

test("both years are said only where they differ", () => {
  const startsAt = Date.UTC(2026, 11, 31, 22);
  expect(formatSpan({ startsAt, endsAt: startsAt + 3 * 3_600_000 }, "UTC")).toBe(
    "Thu 31 Dec 2026, 22:00 – Fri 1 Jan 2027, 01:00",
  );
});
