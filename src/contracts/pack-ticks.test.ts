import { expect, test } from "vitest";
import { packTicks, unpackTicks } from "./pack-ticks.ts";
import { Outcome } from "./tick.ts";
import type { RecentTick } from "./view.ts";

const tick = (at: number, over: Partial<RecentTick> = {}): RecentTick => ({
  at,
  region: "fra1",
  outcome: "ok",
  totalMs: 12.3,
  ...over,
});

test.each<{ name: string; ticks: RecentTick[] }>([
  { name: "no tick", ticks: [] },
  { name: "one tick", ticks: [tick(1_700_000_000_123)] },
  {
    name: "ticks of several regions, one of them twice at the same moment",
    ticks: [tick(10), tick(20, { region: "iad1" }), tick(20), tick(3_600_020, { region: "sin1" })],
  },
  {
    name: "every outcome",
    ticks: Outcome.options.map((outcome, index) =>
      tick(index, { outcome, totalMs: index === 0 ? 0.4 : null }),
    ),
  },
  {
    name: "as many regions as there are bars",
    ticks: Array.from({ length: 40 }, (_, index) => tick(index, { region: `region-${index}` })),
  },
])("$name comes out as it went in", ({ ticks }) => {
  expect(unpackTicks(packTicks(ticks))).toEqual(ticks);
});

test("a tenth of a millisecond is dropped where nobody sees it", () => {
  const [fast, slow] = unpackTicks(packTicks([tick(1, { totalMs: 99.9 }), tick(2, { totalMs: 1234.6 })]));
  expect([fast?.totalMs, slow?.totalMs]).toEqual([99.9, 1235]);
});

test("forty ticks of three regions take less than 600 bytes", () => {
  const ticks = Array.from({ length: 40 }, (_, index) =>
    tick(1_763_731_200_000 + index * 3_333, { region: `local-${index % 3}`, totalMs: 40 + index / 10 }),
  );
  expect(JSON.stringify(packTicks(ticks)).length).toBeLessThan(600);
});
