import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Policy } from "#contracts/policy.ts";
import { drawPolicy } from "#testing/draw-policy.ts";
import { inputWith, policyWith, readingsOf, START } from "#testing/verdict-input.ts";
import { evaluate } from "./evaluate.ts";
import type { VerdictInput } from "./judgement.ts";

// npx vitest run --project unit src/domain/verdict/document-policies.test.ts -u
const DOCS = join(fileURLToPath(new URL("../../..", import.meta.url)), "docs");

type Shown = {
  name: string;
  title: string;
  says: string;
  lines: Record<string, string>;
  policy?: Partial<Policy>;
  more?: Partial<VerdictInput>;
};

const SHOWN: Shown[] = [
  {
    name: "default",
    title: "The default: most regions, twice in a row",
    says: "A region fails after two failed checks in a row. When more than half of the healthy regions fail, the monitor is down. One success of a region ends its failure.",
    lines: { fra1: "...xxxx...", iad1: "...xxxx...", sin1: ".........." },
  },
  {
    name: "blip",
    title: "A blip is nobody's alert",
    says: "One failed check does not make a region fail, and one failing region does not make a monitor fail. It is on record, and shown as an advisory while it lasts.",
    lines: { fra1: "..x....x..", iad1: "..........", sin1: "....xxx..." },
  },
  {
    name: "any",
    title: "Any region is enough",
    says: "With the quorum *any*, the first region that fails decides. Use it where each region stands for users of its own, and expect to hear of faults between one region and you.",
    lines: { fra1: "..........", iad1: "..........", sin1: "...xxxx..." },
    policy: { quorum: { kind: "any" } },
  },
  {
    name: "all",
    title: "Only when nobody gets through",
    says: "With the quorum *all*, one region that still reaches the target keeps it up.",
    lines: { fra1: "...xxxxxx.", iad1: "...xxxxxx.", sin1: "......xxx." },
    policy: { quorum: { kind: "all" } },
  },
  {
    name: "sick",
    title: "A sick region has no vote",
    says: "When a region cannot reach its control targets, or fails at what all others reach, it is the region that is sick. Here iad1 is: of the two that are left, both must fail.",
    lines: { fra1: "...xxx....", iad1: "..........", sin1: "...xxx...." },
    more: { faults: [{ region: "iad1", fromMs: START, toMs: null }] },
  },
  {
    name: "slow",
    title: "Degraded: it answers, but slowly",
    says: "A limit in milliseconds, or relative to last week's median of the same hour, for the whole check or one phase of it. Slow checks are counted like failures and are never *down*.",
    lines: { fra1: "...ssss...", iad1: "...ssss...", sin1: ".........." },
    policy: { slowRules: [{ phase: "total", limit: { kind: "absolute", ms: 1_000 } }] },
  },
  {
    name: "flapping",
    title: "Flapping is one alert, not twenty",
    says: "Four changes between up and down within 15 minutes (here two minutes) are a state of their own: it is told once and ends after a calm time.",
    lines: { fra1: ".xx.xx.xx.xx........", iad1: ".xx.xx.xx.xx........", sin1: ".xx.xx.xx.xx........" },
    policy: { flapping: { changes: 4, windowSec: 120, calmSec: 60 } },
  },
  {
    name: "maintenance",
    title: "Maintenance: checked, not told",
    says: "Checks go on, so what is still down when the window ends is told then, and uptime is kept with and without it.",
    lines: { fra1: "...xxxxxx..", iad1: "...xxxxxx..", sin1: "...xxxxxx.." },
    more: { windows: [{ name: "Deploy", fromMs: START + 35_000, toMs: START + 75_000 }] },
  },
];

test("docs/policies.md shows what the rules really do", async () => {
  const sections: string[] = [];
  for (const shown of SHOWN) {
    const readings = readingsOf(shown.lines);
    const nowMs = Math.max(...readings.map(({ at }) => at)) + 5_000;
    const { steps } = evaluate(
      inputWith({
        regions: Object.keys(shown.lines),
        ...shown.more,
        readings,
        policy: policyWith(shown.policy ?? {}),
        nowMs,
      }),
    );
    const picture = drawPolicy({ lines: shown.lines, everySec: 10, steps });
    await expect(picture).toMatchFileSnapshot(join(DOCS, `pictures/policy-${shown.name}.svg`));
    const told = steps.map(({ at, to, reason }) => `- ${(at - START) / 1000} s, **${to}**: ${reason}`);
    sections.push(
      `## ${shown.title}\n\n${shown.says}\n\n![Checks by region and the verdict](pictures/policy-${shown.name}.svg)\n\n${told.join("\n")}\n`,
    );
  }
  await expect(`${INTRODUCTION}\n${sections.join("\n")}\n${REST}`).toMatchFileSnapshot(
    join(DOCS, "policies.md"),
  );
});

const INTRODUCTION = `# Alert rules, with pictures

This page is written by a test: each picture is what the code decides about the checks that it shows, and the sentences are those
that Uptick puts into its timelines. Every monitor follows the rules of its workspace (Alerts, Default rules) or its own.

A circle is a check that found everything as expected, a cross one that failed, a triangle one that was slow. The bar is the verdict.
In the pictures each region checks every 10 s, and nobody is asked to confirm: in a running Uptick the first failure asks the other
regions at once and its own again, so the default decides within seconds, not within two intervals.
`;

const REST = `## What else decides

- **Grace**: for so long after its creation a monitor is never down.
- **Parents**: while one is down, its children page nobody; they are told when they are still down after it is up.
- **Reminders**: as long as an incident is open and nobody has acknowledged it.
- **Severity**: critical monitors break quiet hours.
- **Unknown** is said when no region has news. It is never counted as up or as down.

Change nothing blindly: a backtest (Alerts, Backtest) replays the stored checks under other rules and shows which alerts would have
been kept, lost or added.
`;
