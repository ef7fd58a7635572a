import { statesWithin, type TimelineStep, uniteSpans, type Window } from "../uptime/report-uptime.ts";
import type { RawVerdict } from "../verdict/judgement.ts";
import type { Segment } from "./measure-segments.ts";
import { intersectSpans, subtractSpans } from "./span-sets.ts";

export type Timeline = {
  steps: readonly TimelineStep[];
  maintenance: readonly Window[];
  /** Nothing is expected of a monitor before it was made (epoch ms). */
  existsFromMs: number;
};

const KIND = { up: "up", degraded: "up", down: "down", unknown: "unknown" } as const satisfies Record<
  RawVerdict,
  string
>;

/** The whole window in parts; maintenance that is not excluded is time like any other. */
export function segmentsOf(timeline: Timeline, window: Window, excludeMaintenance: boolean): Segment[] {
  const fromMs = Math.min(Math.max(window.fromMs, timeline.existsFromMs), window.toMs);
  const present = { fromMs, toMs: window.toMs };
  const segments: Segment[] = statesWithin(timeline.steps, present).map(({ raw, ...span }) => ({
    ...span,
    kind: KIND[raw],
  }));
  if (fromMs > window.fromMs) segments.unshift({ fromMs: window.fromMs, toMs: fromMs, kind: "absent" });
  return excludeMaintenance ? withMaintenance(segments, uniteSpans(timeline.maintenance, present)) : segments;
}

/** `spans` in order and without overlaps. */
export function withMaintenance(segments: readonly Segment[], spans: readonly Window[]): Segment[] {
  return segments.flatMap((segment) => {
    if (segment.kind === "absent") return [segment];
    const { kind } = segment;
    return [
      ...subtractSpans([segment], spans).map((span) => ({ ...span, kind })),
      ...intersectSpans([segment], spans).map((span) => ({ ...span, kind: "maintenance" as const })),
    ];
  });
}
