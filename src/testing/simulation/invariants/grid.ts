import type { AssignmentRow } from "../postgres/tables.ts";

/** Is the moment a slot of the grid? Until `afterMs` after the grid was replaced. */
export function isOnGrid(row: AssignmentRow, at: number, afterMs = 0): boolean {
  const endsAt = row.untilAt === null ? Number.POSITIVE_INFINITY : row.untilAt + afterMs;
  return at >= row.fromAt && at < endsAt && (at - row.offsetMs) % row.intervalMs === 0;
}
