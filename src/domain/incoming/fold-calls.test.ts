import fc from "fast-check";
import { expect, test } from "vitest";
import { type AlertState, foldAlert } from "./fold-alert.ts";
import { type Deploy, foldDeploy } from "./fold-deploy.ts";
import type { DeployFact } from "./incoming-fact.ts";

type Call = { action: "open" | "resolve"; at: number };

function play(calls: readonly Call[]) {
  let state: AlertState | null = null;
  const told: string[] = [];
  for (const call of calls) {
    const step = foldAlert(state, call);
    if (step.does === "open" || step.does === "resolve") told.push(step.does);
    state = step.next;
  }
  return { state, told };
}

const calls = fc.array(
  fc.record({
    action: fc.constantFrom("open" as const, "resolve" as const),
    at: fc.integer({ min: 1, max: 12 }),
  }),
  { minLength: 1, maxLength: 12 },
);

test("the same calls end in the same state in any order, however often they come", () => {
  fc.assert(
    fc.property(calls, fc.infiniteStream(fc.nat()), (sent, dice) => {
      const twice = [...sent, ...sent];
      const shuffled = twice
        .map((call) => ({ call, by: dice.next().value }))
        .toSorted((a, b) => a.by - b.by)
        .map(({ call }) => call);
      expect(play(shuffled).state).toEqual(play(sent).state);
    }),
  );
});

test("nobody is told of an end without a beginning, or of two beginnings without an end between them", () => {
  fc.assert(
    fc.property(calls, (sent) => {
      const { told, state } = play(sent);
      expect(told.every((word, at) => word === (at % 2 === 0 ? "open" : "resolve"))).toBe(true);
      expect(told.length % 2 === 1).toBe(state?.isOpen ?? false);
    }),
  );
});

test("the newest call decides, and at the same moment the end wins", () => {
  fc.assert(
    fc.property(calls, (sent) => {
      const newest = Math.max(...sent.map(({ at }) => at));
      const isOver = sent.some(({ action, at }) => at === newest && action === "resolve");
      expect(play(sent).state).toEqual({ at: newest, isOpen: !isOver });
    }),
  );
});

test("an update of what is over or was never open is late", () => {
  expect(foldAlert(null, { action: "update", at: 5 }).does).toBe("late");
  expect(foldAlert({ at: 1, isOpen: false }, { action: "update", at: 5 }).does).toBe("late");
  expect(foldAlert({ at: 9, isOpen: true }, { action: "update", at: 5 }).does).toBe("update");
});

const fact = fc.record({
  kind: fc.constant("deploy" as const),
  externalId: fc.constant("1"),
  name: fc.constantFrom("Shop", ""),
  version: fc.constantFrom("1.2", ""),
  environment: fc.constant("production"),
  url: fc.constant(""),
  state: fc.constantFrom("started" as const, "succeeded" as const, "failed" as const),
  at: fc.integer({ min: 1, max: 1_000_000 }),
});

test("a deploy begins with its earliest call and ends with its latest end, in whatever order the calls come", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fact, { minLength: 1, maxLength: 6, selector: ({ at }) => at }), (sent) => {
      const last = (facts: readonly DeployFact[]) =>
        facts.reduce<Deploy | null>((known, one) => foldDeploy(known, one).deploy, null);
      const { startedAt, endedAt, state, saidAt } = last(sent.toReversed()) ?? {};
      expect(last(sent)).toMatchObject({ startedAt, endedAt, state, saidAt });
      expect(startedAt).toBe(Math.min(...sent.map(({ at }) => at)));
    }),
  );
});

test("a call that is repeated is no news", () => {
  fc.assert(
    fc.property(fact, (one) => {
      const { deploy } = foldDeploy(null, one);
      expect(foldDeploy(deploy, one)).toEqual({ deploy, isNews: false });
    }),
  );
});
