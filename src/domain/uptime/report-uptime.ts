import type { RawVerdict } from "../verdict/judgement.ts";

/** From `at` (epoch ms) on the target was in the state `raw`, whatever maintenance or flapping made of it. */
export type TimelineStep = { at: number; raw: RawVerdict };
/** [fromMs, toMs). */
export type Window = { fromMs: number; toMs: number };
export type Uptime = {
  upMs: number;
  downMs: number;
  /** Time in which nobody knew, before the first step included; it counts neither as up nor as down. */
  unknownMs: number;
  /** up / (up + down); null when nothing is known. Never rounded. */
  ratio: number | null;
};
export type UptimeReport = {
  /** All time. */
  raw: Uptime;
  /** Without maintenance: the figure that is promised to customers. */
  withoutMaintenance: Uptime;
  /** How much of the window was maintenance; windows that overlap count once. */
  maintenanceMs: number;
};

/** A degraded target answers. */
const KIND: Record<RawVerdict, "up" | "down" | "unknown"> = {
  up: "up",
  degraded: "up",
  down: "down",
  unknown: "unknown",
};

/** The integral over the timeline. Steps of one moment follow each other as given; nothing else needs to be in order. */
export function reportUptime(
  steps: readonly TimelineStep[],
  maintenance: readonly Window[],
  window: Window,
): UptimeReport {
  const excluded = uniteSpans(maintenance, window);
  const all = { up: 0, down: 0, unknown: 0 };
  const kept = { up: 0, down: 0, unknown: 0 };
  for (const { raw, ...span } of statesWithin(steps, window)) {
    const lengthMs = span.toMs - span.fromMs;
    all[KIND[raw]] += lengthMs;
    kept[KIND[raw]] += lengthMs - overlapMs(excluded, span);
  }
  return {
    raw: toUptime(all),
    withoutMaintenance: toUptime(kept),
    maintenanceMs: excluded.reduce((sum, span) => sum + span.toMs - span.fromMs, 0),
  };
}

/** The states that follow one another in the window, all of it. */
export function statesWithin(
  steps: readonly TimelineStep[],
  window: Window,
): (Window & { raw: RawVerdict })[] {
  const states: (Window & { raw: RawVerdict })[] = [];
  let raw: RawVerdict = "unknown";
  let fromMs = window.fromMs;
  for (const step of steps.toSorted((a, b) => a.at - b.at)) {
    const toMs = clamp(step.at, window);
    if (toMs > fromMs) states.push({ raw, fromMs, toMs });
    fromMs = Math.max(fromMs, toMs);
    raw = step.raw;
  }
  if (window.toMs > fromMs) states.push({ raw, fromMs, toMs: window.toMs });
  return states;
}

/** The parts within the window, in order and without overlaps. */
export function uniteSpans(spans: readonly Window[], window: Window): Window[] {
  const united: Window[] = [];
  const clamped = spans.map((span) => ({
    fromMs: clamp(span.fromMs, window),
    toMs: clamp(span.toMs, window),
  }));
  for (const span of clamped.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (span.toMs <= span.fromMs) continue;
    const last = united.at(-1);
    if (last && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs);
    else united.push(span);
  }
  return united;
}

function overlapMs(spans: readonly Window[], part: Window): number {
  return spans.reduce(
    (sum, span) => sum + Math.max(0, Math.min(span.toMs, part.toMs) - Math.max(span.fromMs, part.fromMs)),
    0,
  );
}

function toUptime(spent: { up: number; down: number; unknown: number }): Uptime {
  const knownMs = spent.up + spent.down;
  return {
    upMs: spent.up,
    downMs: spent.down,
    unknownMs: spent.unknown,
    ratio: knownMs === 0 ? null : spent.up / knownMs,
  };
}

function clamp(at: number, window: Window): number {
  return Math.min(Math.max(at, window.fromMs), window.toMs);
}
