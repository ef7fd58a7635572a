import type { Policy, Quorum, SlowPhase, SlowRule } from "#contracts/policy.ts";

const PHASES: Record<SlowPhase, string> = {
  total: "the whole check",
  dns: "DNS",
  connect: "connecting",
  tls: "TLS",
  ttfb: "the first byte",
  transfer: "the transfer",
};

/** How a policy decides, sentence by sentence. `regions`: how many check the monitor; null where that differs. */
export function describePolicy(policy: Policy, regions: number | null): string[] {
  return [
    `${describeDown(policy, regions)} ${describeUp(policy, regions)}`,
    ...policy.slowRules.map((rule) => `Degraded when ${describeSlow(rule)}, by the same count of regions.`),
    describeFlapping(policy),
    policy.graceSec === 0 ? "" : `Never down in the first ${spanOf(policy.graceSec)} after it was added.`,
    policy.remindEverySec === null
      ? ""
      : `Reminds every ${spanOf(policy.remindEverySec)} until somebody acknowledges or it is over.`,
  ].filter((sentence) => sentence !== "");
}

/** The same for a job that reports by itself: nobody else is asked, so every word of it counts. */
export function describeJobPolicy(policy: Policy): string[] {
  const { failuresInARow, successesInARow } = policy;
  const down = `Down when a run fails or is missed ${times(failuresInARow)}.`;
  const up = `Up when it succeeds ${times(successesInARow)}.`;
  return [`${down} ${up}`, ...describePolicy(policy, 1).slice(1)];
}

/** What a policy asks for and cannot have on this monitor. */
export function findPolicyWarnings(
  policy: Policy,
  monitor: { regions: number; intervalMs: number; timeoutMs: number },
): string[] {
  const { regions, intervalMs, timeoutMs } = monitor;
  const warnings: string[] = [];
  const { quorum, flapping, slowRules } = policy;
  if (quorum.kind === "count" && quorum.regions > regions) {
    const has = regions === 1 ? "one region checks it" : `${regions} regions check it`;
    warnings.push(`It asks for ${quorum.regions} regions, but ${has}: all of them must fail.`);
  }
  if (flapping !== null && flapping.windowSec * 1_000 < flapping.changes * intervalMs) {
    const needed = spanOf((flapping.changes * intervalMs) / 1_000);
    warnings.push(
      `Checked every ${spanOf(intervalMs / 1_000)}, it hardly changes ${flapping.changes} times within ${spanOf(flapping.windowSec)}: choose ${needed} or more.`,
    );
  }
  const never = slowRules.find(({ limit }) => limit.kind === "absolute" && limit.ms >= timeoutMs);
  if (never !== undefined) {
    warnings.push(
      `A check fails after ${timeoutMs.toLocaleString("en")} ms, so it is down before it is slow.`,
    );
  }
  return warnings;
}

/** How many of the regions must fail. */
function neededOf(quorum: Quorum, regions: number): number {
  if (quorum.kind === "any") return 1;
  if (quorum.kind === "all") return regions;
  return quorum.kind === "majority" ? Math.floor(regions / 2) + 1 : Math.min(quorum.regions, regions);
}

function describeDown(policy: Policy, regions: number | null): string {
  const { quorum, failuresInARow } = policy;
  const single = failuresInARow === 1 ? 1 : failuresInARow + 1;
  if (regions === 1) return `Down when it fails ${times(single)}.`;
  if (regions === null) {
    return `Down when ${ANY_COUNT[quorum.kind](quorum)} ${fails(quorum.kind === "any")} ${times(failuresInARow)}.`;
  }
  const needed = neededOf(quorum, regions);
  const who = needed === regions ? `all ${regions} regions` : `${needed} of ${regions} regions`;
  return `Down when ${who} ${fails(needed === 1)} ${times(failuresInARow)}.`;
}

const ANY_COUNT = {
  any: () => "any region",
  majority: () => "more than half of the regions",
  all: () => "all regions",
  count: (quorum: Quorum) => countOf(quorum.kind === "count" ? quorum.regions : 1, "region"),
} as const satisfies Record<Quorum["kind"], (quorum: Quorum) => string>;

function describeUp(policy: Policy, regions: number | null): string {
  const { quorum, successesInARow } = policy;
  const again = times(successesInARow);
  if (regions === 1) return `Up again when it succeeds ${again}.`;
  if (regions === null) return `Up again when ${enoughOf(quorum)} ${again}.`;
  const needed = regions - neededOf(quorum, regions) + 1;
  const who = needed === regions ? `all ${regions}` : `${needed} of ${regions}`;
  return `Up again when ${who} ${needed === 1 ? "succeeds" : "succeed"} ${again}.`;
}

/** As many as make the quorum of failing ones impossible. */
function enoughOf(quorum: Quorum): string {
  if (quorum.kind === "majority") return "at least half of them succeed";
  if (quorum.kind === "all") return "any one of them succeeds";
  const spared = quorum.kind === "count" ? quorum.regions - 1 : 0;
  return spared === 0 ? "all of them succeed" : `all but ${spared} of them succeed`;
}

function describeSlow({ phase, limit }: SlowRule): string {
  const more =
    limit.kind === "absolute"
      ? `longer than ${limit.ms.toLocaleString("en")} ms`
      : `more than ${limit.percent} % of last week’s median of the hour`;
  return `${PHASES[phase]} takes ${more}`;
}

function describeFlapping({ flapping }: Policy): string {
  if (flapping === null) return "Every change counts; nothing is called flapping.";
  const { changes, windowSec, calmSec } = flapping;
  return `Flapping after ${changes} changes within ${spanOf(windowSec)}, until it is calm for ${spanOf(calmSec)}.`;
}

function fails(single: boolean): string {
  return single ? "fails" : "fail";
}

function times(count: number): string {
  if (count === 1) return "once";
  return count === 2 ? "twice in a row" : `${count} times in a row`;
}

function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function spanOf(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [Math.round(seconds % 60), "s"],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, unit]) => `${number} ${unit}`)
    .join(" ");
}
