import type { GapView } from "#contracts/view.ts";
import type { MissedSlot } from "#server/store/gap-view-store.ts";

/** Neighbouring slots of one region with the same reason become one line. Newest first. */
export function mergeGaps(slots: readonly MissedSlot[], intervalMs: number): GapView[] {
  const sorted = [...slots].sort((a, b) =>
    a.region === b.region ? a.at - b.at : a.region < b.region ? -1 : 1,
  );
  const gaps: GapView[] = [];
  for (const slot of sorted) {
    const last = gaps.at(-1);
    // Of a target that fails for long, every second slot is left out.
    const nearMs = intervalMs * (slot.reason === "back_off" ? 2.5 : 1.5);
    const isNeighbour =
      last?.region === slot.region && last.reason === slot.reason && slot.at - last.toAt <= nearMs;
    if (last && isNeighbour) {
      if (slot.at > last.toAt) last.slots += 1;
      last.toAt = slot.at;
    } else {
      gaps.push({ region: slot.region, fromAt: slot.at, toAt: slot.at, slots: 1, reason: slot.reason });
    }
  }
  return gaps.sort((a, b) => b.toAt - a.toAt);
}
