import * as fc from "fast-check";
import { ConfigDocument, type ConfigDocumentInput } from "#contracts/config-document.ts";

const MOST = 4;
const POSITIONS = Array.from({ length: MOST }, (_, position) => position);

/** Positions of the entries that one refers to. */
const some = fc.subarray(POSITIONS);
const least = fc.subarray(POSITIONS, { minLength: 1 });
const maybe = fc.option(fc.nat({ max: MOST - 1 }), { nil: null });
const counts = fc.record({
  channels: fc.integer({ min: 1, max: MOST }),
  monitors: fc.integer({ min: 1, max: MOST }),
  onCall: fc.nat({ max: 2 }),
  escalation: fc.nat({ max: 2 }),
  others: fc.nat({ max: 2 }),
});
const choices = fc.record({
  fallbacks: fc.tuple(maybe, maybe, maybe, maybe),
  parents: fc.tuple(some, some, some, some),
  told: fc.tuple(some, some, some, some),
  escalations: fc.tuple(maybe, maybe, maybe, maybe),
  covered: least,
  policy: fc.constantFrom(null, { failuresInARow: 3 }),
  interval: fc.constantFrom(60, 300, 3_600),
  turn: fc.nat({ max: MOST }),
});
type Counts = typeof counts extends fc.Arbitrary<infer Value> ? Value : never;
type Choices = typeof choices extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * Documents in which everything may refer to everything that it can, in no order. Parents make no circle, fallbacks may.
 * `label` is in every name: documents of two labels have keys in common, and nothing that is the same.
 */
export function arbitraryDocument(label: string): fc.Arbitrary<ConfigDocument> {
  return fc.record({ counts, choices }).map((made) => ConfigDocument.parse(writeDocument(label, made)));
}

type Made = { counts: Counts; choices: Choices };

function writeDocument(label: string, made: Made): ConfigDocumentInput {
  const { choices: chosen } = made;
  const turn = <Entry>(entries: Entry[]) => [...entries.slice(chosen.turn), ...entries.slice(0, chosen.turn)];
  const base = { ...writeTold(label, made), ...writeCovering(label, made) };
  return {
    ...base,
    version: 1,
    channels: turn(base.channels ?? []),
    monitors: turn(base.monitors ?? []),
    escalation: turn(base.escalation ?? []),
  };
}

function writeTold(label: string, { counts: has, choices: chosen }: Made) {
  const channelsOf = (positions: readonly number[]) => keysBelow("c", has.channels, positions);
  return {
    secrets: ["TOKEN"],
    channels: upTo(has.channels).map((at) => ({
      key: `c${at}`,
      kind: "slack" as const,
      name: `${label} channel ${at}`,
      config: { botToken: { env: "SLACK_TOKEN" }, channel: "#ops" },
      fallback: channelsOf([chosen.fallbacks[at] ?? MOST]).find((key) => key !== `c${at}`) ?? null,
    })),
    onCall: upTo(has.onCall).map((at) => ({
      key: `o${at}`,
      name: `${label} schedule ${at}`,
      rotation: {
        zone: "UTC",
        from: "2026-01-05",
        handover: "09:30",
        days: 7,
        channels: channelsOf(POSITIONS),
      },
    })),
    escalation: upTo(has.escalation).map((at) => ({
      key: `e${at}`,
      name: `${label} escalation ${at}`,
      steps: [{ afterMin: 0, channels: ["c0"], onCall: keysBelow("o", has.onCall, POSITIONS) }],
    })),
    monitors: upTo(has.monitors).map((at) => ({
      key: `m${at}`,
      name: `${label} monitor ${at}`,
      check: { kind: "http" as const, url: `https://example.com/${at}?token={{secret.TOKEN}}` },
      intervalSec: chosen.interval,
      policy: chosen.policy,
      // Only those after it, so that there is no circle.
      parents: keysBelow("m", has.monitors, chosen.parents[at] ?? []).filter((key) => key > `m${at}`),
      escalation: keysBelow("e", has.escalation, [chosen.escalations[at] ?? MOST])[0] ?? null,
      channels: channelsOf(chosen.told[at] ?? []),
      regions: ["aa-1"],
    })),
  };
}

function writeCovering(label: string, { counts: has, choices: chosen }: Made) {
  const covered = keysBelow("m", has.monitors, chosen.covered);
  const monitors = covered.length === 0 ? ["m0"] : covered;
  return {
    maintenance: upTo(has.others).map((at) => ({
      key: `w${at}`,
      name: `${label} window ${at}`,
      timing: { kind: "hook" as const, maxMin: 30 },
      scope: { monitors },
    })),
    objectives: upTo(has.others).map((at) => ({
      key: `g${at}`,
      name: `${label} objective ${at}`,
      targetPercent: 99.9,
      scope: { kind: "monitors" as const, monitors },
      channels: ["c0"],
    })),
    statusPages: upTo(has.others).map((at) => ({
      key: `p${at}`,
      title: `${label} page ${at}`,
      slug: `${label}-page-${at}`,
      description: "",
      sections: [{ name: "", components: [{ name: "All", monitors }] }],
    })),
  };
}

function upTo(count: number): number[] {
  return POSITIONS.slice(0, count);
}

function keysBelow(letter: string, count: number, positions: readonly number[]): string[] {
  return positions.filter((at) => at < count).map((at) => `${letter}${at}`);
}
