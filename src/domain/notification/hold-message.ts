import type { QuietHours } from "#contracts/channel.ts";
import type { Severity } from "#contracts/policy.ts";
import type { StormDecision } from "./group-storm.ts";
import { findQuietEnd } from "./quiet-hours.ts";
import { clockTime } from "./wall-clock.ts";

/** How long a message waits to see whether a parent that fails, too, is down. */
const PARENT_WAIT_MS = 20_000;

/**
 * A parent that is down since then, in its own maintenance where `sinceMs` is null, or one that fails and is not confirmed
 * yet.
 */
export type ParentTrouble =
  | { kind: "down"; name: string; sinceMs: number | null; zone: string }
  | { kind: "failing"; name: string };

export type MessageFacts = {
  severity: Severity;
  quietHours: QuietHours | null;
  parent: ParentTrouble | null;
  storm: StormDecision;
};

/** Everything that waits leaves together with what else is ready then: `grouped`. */
export type Hold = {
  status: "pending" | "suppressed";
  nextAtMs: number;
  grouped: boolean;
  heldBecause: string | null;
};

export function holdMessage(facts: MessageFacts, nowMs: number): Hold {
  const { parent, storm } = facts;
  if (parent?.kind === "down") return suppressed(whyParentIsDown(parent, nowMs), nowMs);

  const quiet = heldByQuietHours(facts, nowMs);
  if (quiet !== null) return quiet;
  if (storm.kind === "hold") return held(storm.untilMs, "Waiting for others: many monitors fail at once.");
  if (parent?.kind === "failing") {
    const because = `Its parent ${parent.name} fails, too: waiting to see whether that is down.`;
    return held(nowMs + PARENT_WAIT_MS, because);
  }
  return { status: "pending", nextAtMs: nowMs, grouped: false, heldBecause: null };
}

export function whyParentIsDown(
  parent: { name: string; sinceMs: number | null; zone: string },
  nowMs: number,
): string {
  if (parent.sinceMs === null) {
    return `Nobody was told: the parent ${parent.name} is down during its maintenance.`;
  }
  const since = clockTime(parent.sinceMs, { nowMs, zone: parent.zone });
  return `Nobody was told: the parent ${parent.name} is down since ${since}.`;
}

type Loudness = Pick<MessageFacts, "severity" | "quietHours">;

export function isQuiet(loudness: Loudness, nowMs: number): boolean {
  return quietUntil(loudness, nowMs) !== null;
}

function quietUntil({ quietHours, severity }: Loudness, nowMs: number): number | null {
  if (quietHours === null || (severity === "critical" && quietHours.exceptCritical)) return null;
  return findQuietEnd(quietHours, nowMs);
}

function heldByQuietHours(facts: MessageFacts, nowMs: number): Hold | null {
  const { quietHours } = facts;
  const endsAt = quietUntil(facts, nowMs);
  if (endsAt === null || quietHours === null) return null;
  return held(
    endsAt,
    `The channel has quiet hours until ${clockTime(endsAt, { nowMs, zone: quietHours.zone })}.`,
  );
}

function held(nextAtMs: number, heldBecause: string): Hold {
  return { status: "pending", nextAtMs, grouped: true, heldBecause };
}

function suppressed(heldBecause: string, nowMs: number): Hold {
  return { status: "suppressed", nextAtMs: nowMs, grouped: false, heldBecause };
}
