import { expect, test } from "vitest";
import { formatSpan } from "./format-span.ts";

const at = Date.UTC(2026, 10, 22, 22, 30);

test("the end's date is left out on the same day", () => {
  expect(formatSpan({ startsAt: at, endsAt: at + 3_600_000 }, "UTC")).toBe("Sun 22 Nov 2026, 22:30 – 23:30");
});

test("the day is the reader's", () => {
  expect(formatSpan({ startsAt: at, endsAt: at + 3_600_000 }, "Europe/Berlin")).toBe(
    "Sun 22 Nov 2026, 23:30 – Mon 23 Nov 2026, 00:30",
  );
});
