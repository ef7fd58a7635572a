import type { AnomalyEvidence, JudgedHour } from "./judge-hour.ts";

/** A note that goes on: the evidence is of its furthest hour so far. */
export type OpenNote = { evidence: AnomalyEvidence };
/** An hour by its start, and the one before it. */
export type Hours = { before: JudgedHour; present: JudgedHour; hourMs: number };

export type NoteStep =
  | { kind: "nothing" }
  | { kind: "open"; fromMs: number; peakMs: number; evidence: AnomalyEvidence }
  | { kind: "further"; peakMs: number; evidence: AnomalyEvidence }
  | { kind: "close"; toMs: number };

const HOUR_MS = 3_600_000;

/** Two unusual hours in a row in the same direction make a note; the first that is not, or of which nothing is known, ends it. */
export function followNote(note: OpenNote | null, { before, present, hourMs }: Hours): NoteStep {
  if (present.kind !== "unusual") {
    return note === null ? { kind: "nothing" } : { kind: "close", toMs: hourMs };
  }
  if (note !== null) {
    // What turned from slow to fast within the hour is another thing.
    if (directionOf(note.evidence) !== present.direction) return { kind: "close", toMs: hourMs };
    if (distanceOf(present.evidence) <= distanceOf(note.evidence)) return { kind: "nothing" };
    return { kind: "further", peakMs: hourMs, evidence: present.evidence };
  }
  if (before.kind !== "unusual" || before.direction !== present.direction) return { kind: "nothing" };
  const isBeforeFurther = distanceOf(before.evidence) > distanceOf(present.evidence);
  return {
    kind: "open",
    fromMs: hourMs - HOUR_MS,
    peakMs: isBeforeFurther ? hourMs - HOUR_MS : hourMs,
    evidence: isBeforeFurther ? before.evidence : present.evidence,
  };
}

function distanceOf({ observedUs, medianUs }: AnomalyEvidence): number {
  return Math.abs(observedUs - medianUs);
}

function directionOf({ observedUs, medianUs }: AnomalyEvidence): "slower" | "faster" {
  return observedUs > medianUs ? "slower" : "faster";
}
