import { Temporal } from "temporal-polyfill";
import type { OnCallTurn, Rotation } from "#contracts/escalation.ts";
import { localDayOf, momentOf } from "./wall-clock.ts";

export type OnCallOverride = { channelId: string; startsAt: number; endsAt: number };
export type OnCallPlan = { rotation: Rotation; overrides: readonly OnCallOverride[] };

/** Who is on call at that moment, and from when to when; null before the first turn. */
export function findTurn(plan: OnCallPlan, atMs: number): OnCallTurn | null {
  const turn = coverAt(plan, atMs);
  if (turn === null) return null;
  let { startsAt, endsAt } = turn;
  for (const cut of listCuts(plan.overrides)) {
    if (cut > startsAt && cut <= atMs && !isSame(coverAt(plan, cut - 1), turn)) startsAt = cut;
    if (cut > atMs && cut < endsAt && !isSame(coverAt(plan, cut), turn)) endsAt = cut;
  }
  return { ...turn, startsAt, endsAt };
}

/** The turns that touch [fromMs, toMs), in order, each whole: what an override cuts in two comes twice. */
export function listTurns(plan: OnCallPlan, span: { fromMs: number; toMs: number }): OnCallTurn[] {
  const turns: OnCallTurn[] = [];
  let atMs = span.fromMs;
  while (atMs < span.toMs) {
    const turn = findTurn(plan, atMs);
    if (turn !== null) turns.push(turn);
    const next = turn?.endsAt ?? findBeginning(plan, atMs);
    if (next === null || next <= atMs) break;
    atMs = next;
  }
  return turns;
}

/** The override, and of several the one that begins last, otherwise the rotation. */
function coverAt(plan: OnCallPlan, atMs: number): OnCallTurn | null {
  let found: OnCallOverride | null = null;
  for (const override of plan.overrides) {
    const covers = override.startsAt <= atMs && atMs < override.endsAt;
    if (covers && (found === null || override.startsAt >= found.startsAt)) found = override;
  }
  if (found === null) return rotationAt(plan.rotation, atMs);
  const { channelId, startsAt, endsAt } = found;
  return { channelId, startsAt, endsAt, isOverride: true };
}

function rotationAt(rotation: Rotation, atMs: number): OnCallTurn | null {
  const days = localDayOf(atMs, rotation.zone).since(Temporal.PlainDate.from(rotation.from)).days;
  // On the day of a handover the turn before it may still be under way.
  const guess = Math.floor(days / rotation.days);
  const number = handoverAt(rotation, guess) <= atMs ? guess : guess - 1;
  if (number < 0) return null;
  const channelId = rotation.channelIds[number % rotation.channelIds.length];
  if (channelId === undefined) return null;
  return {
    channelId,
    startsAt: handoverAt(rotation, number),
    endsAt: handoverAt(rotation, number + 1),
    isOverride: false,
  };
}

function handoverAt(rotation: Rotation, number: number): number {
  const day = Temporal.PlainDate.from(rotation.from).add({ days: number * rotation.days });
  return momentOf(day, rotation.handover, rotation.zone);
}

/** When somebody is on call for the first time after a moment in which nobody is. */
function findBeginning(plan: OnCallPlan, atMs: number): number | null {
  const starts = [handoverAt(plan.rotation, 0), ...plan.overrides.map(({ startsAt }) => startsAt)];
  const later = starts.filter((start) => start > atMs);
  return later.length === 0 ? null : Math.min(...later);
}

function listCuts(overrides: readonly OnCallOverride[]): number[] {
  return overrides.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]).sort((a, b) => a - b);
}

function isSame(one: OnCallTurn | null, other: OnCallTurn): boolean {
  return (
    one !== null &&
    one.isOverride === other.isOverride &&
    one.channelId === other.channelId &&
    one.startsAt === other.startsAt
  );
}
