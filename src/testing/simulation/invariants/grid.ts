import type { AssignmentRow } from "../postgres/tables.ts";

/** A probe learns of an edit a moment later: a slot of the old grid may still have run. */
export const STRAGGLER_MS = 120_000;

/** Is the moment a slot of the grid? Until `afterMs` after the grid was replaced. */
export function isOnGrid(row: AssignmentRow, at: number, afterMs = 0): boolean {
  const endsAt = row.untilAt === null ? Number.POSITIVE_INFINITY : row.untilAt + afterMs;
  return at >= row.fromAt && at < endsAt && (at - row.offsetMs) % row.intervalMs === 0;
}
