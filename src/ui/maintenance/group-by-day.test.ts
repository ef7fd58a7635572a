import { expect, test } from "vitest";
import { groupByDay } from "./group-by-day.ts";

const item = (id: string, startsAt: number) => ({
  id,
  name: id,
  startsAt,
  endsAt: startsAt + 1,
  monitors: 1,
});

test("what begins on one day of the reader's zone stands together, in order", () => {
  const late = Date.UTC(2026, 10, 22, 23, 30);
  const items = [item("a", late - 3_600_000), item("b", late), item("c", late + 86_400_000)];
  const daysIn = (zone: string) =>
    groupByDay(items, { locale: "en", timeZone: zone }).map(({ day, items: list }) => [
      day,
      list.map(({ id }) => id),
    ]);
  expect(daysIn("UTC")).toEqual([
    ["Sun 22 Nov", ["a", "b"]],
    ["Mon 23 Nov", ["c"]],
  ]);
  expect(daysIn("Asia/Tokyo")).toEqual([
    ["Mon 23 Nov", ["a", "b"]],
    ["Tue 24 Nov", ["c"]],
  ]);
});
