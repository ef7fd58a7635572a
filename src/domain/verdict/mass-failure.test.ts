import * as fc from "fast-check";
import { expect, test } from "vitest";
import { judgeRegions, type Sighting } from "./mass-failure.ts";

const NONE: ReadonlySet<string> = new Set();

/** `"xx.."`: monitors 1, 2, … of a region, `x` failed, `o` ok but more than 5 s before the failures, a space not checked there; `hosts` monitors in turn share hosts. */
function sightings(lines: Record<string, string>, hosts = 100): Sighting[] {
  return Object.entries(lines).flatMap(([region, line]) =>
    [...line].flatMap((mark, index) =>
      mark === " "
        ? []
        : [
            {
              region,
              monitorId: index,
              host: `h${index % hosts}`,
              at: mark === "o" ? 14_999 : 20_000,
              hasFailed: mark === "x",
            },
          ],
    ),
  );
}

const OK = "............";

test.each<{
  name: string;
  lines: Record<string, string>;
  hosts?: number;
  sick?: string[];
  mute?: string[];
  changes: string[];
}>([
  { name: "all is well", lines: { a: OK, b: OK, c: OK }, changes: [] },
  {
    name: "half of the monitors fail in one region",
    lines: { a: "xxxxxx......", b: OK, c: OK },
    changes: ["a sick"],
  },
  { name: "less than half do", lines: { a: "xxxxx.......", b: OK, c: OK }, changes: [] },
  {
    name: "ten monitors are enough",
    lines: { a: "xxxxx.....", b: "..........", c: ".........." },
    changes: ["a sick"],
  },
  { name: "nine are too few", lines: { a: "xxxxxxxxx", b: ".........", c: "........." }, changes: [] },
  { name: "five hosts are enough", lines: { a: "xxxxxxxxxx", b: OK, c: OK }, hosts: 5, changes: ["a sick"] },
  { name: "four hosts are too few", lines: { a: "xxxxxxxxxx", b: OK, c: OK }, hosts: 4, changes: [] },
  {
    name: "what fails everywhere is the target's fault",
    lines: { a: "xxxxxxxxxxxx", b: "xxxxxxxxxxxx", c: "xxxxxxxxxxxx" },
    changes: [],
  },
  {
    name: "what fails in two of three regions, too",
    lines: { a: "xxxxxxxxxxxx", b: "xxxxxxxxxxxx", c: OK },
    changes: [],
  },
  {
    name: "after a break the region that reports first is not sick, for nobody has contradicted it",
    lines: { a: "xxxxxxxxxxxx", b: "oooooooooooo", c: "oooooooooooo" },
    changes: [],
  },
  {
    name: "nor when the first of the others confirms it",
    lines: { a: "xxxxxxxxxxxx", b: "xxxxxxxxxxxx", c: "oooooooooooo" },
    changes: [],
  },
  {
    name: "one region that has reported is enough to disagree",
    lines: { a: "xxxxxxxxxxxx", b: "oooooooooooo", c: OK },
    changes: ["a sick"],
  },
  {
    name: "a sick region stays sick while nobody has reported since",
    lines: { a: "xxxxxxxxxx..", b: "oooooooooo.." },
    sick: ["a"],
    changes: [],
  },
  { name: "one other region can disagree", lines: { a: "xxxxxxxxxxxx", b: OK }, changes: ["a sick"] },
  {
    name: "a sick region contradicts nobody",
    lines: { a: "xxxxxxxxxxxx", b: OK },
    sick: ["b"],
    changes: ["b well"],
  },
  { name: "nor does one with another fault", lines: { a: "xxxxxxxxxxxx", b: OK }, mute: ["b"], changes: [] },
  {
    name: "a region with another fault is left alone",
    lines: { a: "xxxxxxxxxxxx", b: OK },
    mute: ["a"],
    changes: [],
  },
  {
    name: "two of three regions are sick one after the other, when the first has lost its vote",
    lines: { a: "xxxxxxxxxxxx", b: "xxxxxxxxxxxx", c: OK },
    sick: ["b"],
    changes: ["a sick"],
  },
  {
    name: "monitors that nobody else checks cannot accuse",
    lines: { a: `${OK}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`, b: OK },
    changes: [],
  },
  {
    name: "but they can acquit",
    lines: { a: "xxxxxx......................................", b: OK },
    changes: [],
  },
  { name: "a lonely region is never accused", lines: { a: "xxxxxxxxxxxx" }, changes: [] },
  { name: "a quarter is still sick", lines: { a: "xxx.........", b: OK }, sick: ["a"], changes: [] },
  {
    name: "less than a quarter is well again",
    lines: { a: "xx..........", b: OK },
    sick: ["a"],
    changes: ["a well"],
  },
  {
    name: "with few monitors it can be well again, too",
    lines: { a: "....", b: "...." },
    sick: ["a"],
    changes: ["a well"],
  },
  {
    name: "without a second opinion its own checks tell",
    lines: { a: "x...." },
    sick: ["a"],
    changes: ["a well"],
  },
  { name: "and may keep it sick", lines: { a: "xx..." }, sick: ["a"], changes: [] },
])("$name", ({ lines, hosts, sick, mute, changes }) => {
  const input = { sightings: sightings(lines, hosts), sick: new Set(sick), mute: new Set(mute) };
  expect(judgeRegions(input).map(({ region, isSick }) => `${region} ${isSick ? "sick" : "well"}`)).toEqual(
    changes,
  );
});

test("its sentences count", () => {
  const given = sightings({ a: "xxxxxx......", b: OK }, 6);
  expect(judgeRegions({ sightings: given, sick: NONE, mute: NONE })).toEqual([
    {
      region: "a",
      isSick: true,
      reason: "6 of 12 monitors that other regions reach fail from here, on 6 hosts.",
    },
  ]);
  const better = sightings({ a: "x...........", b: OK }, 6);
  expect(judgeRegions({ sightings: better, sick: new Set(["a"]), mute: NONE })).toEqual([
    { region: "a", isSick: false, reason: "Only 1 of 12 monitors still fail from here." },
  ]);
});

test("between the two limits a region stays what it is, and one judgement is not undone by the next", () => {
  const lines = fc.array(
    fc.array(fc.constantFrom(".", ".", "o", "x", "x", " "), { minLength: 15, maxLength: 15 }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(lines, fc.subarray(["a", "b", "c", "d"]), (given, ill) => {
      const named = Object.fromEntries(given.map((line, index) => ["abcd"[index] ?? "a", line.join("")]));
      const [changed] = judgeRegions({ sightings: sightings(named), sick: new Set(ill), mute: NONE });
      if (changed === undefined) return;
      const sick = new Set(ill);
      if (changed.isSick) sick.add(changed.region);
      else sick.delete(changed.region);
      const next = judgeRegions({ sightings: sightings(named), sick, mute: NONE });
      expect(next.filter(({ region }) => region === changed.region)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
