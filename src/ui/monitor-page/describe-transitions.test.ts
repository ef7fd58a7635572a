import { expect, test } from "vitest";
import type { TransitionView } from "#contracts/view.ts";
import { describeTransitions } from "./describe-transitions.ts";

const transition = (seq: number, at: number): TransitionView => ({
  seq,
  from: "up",
  to: "down",
  at,
  decidedAt: at,
  reason: "2 of 3 regions fail",
});

test("transitions come newest first, each with how long it lasted", () => {
  const described = describeTransitions([transition(1, 0), transition(2, 65_000), transition(3, 3_665_000)]);
  expect(described.map(({ seq, lastedMs }) => [seq, lastedMs])).toEqual([
    [3, null],
    [2, 3_600_000],
    [1, 65_000],
  ]);
});
