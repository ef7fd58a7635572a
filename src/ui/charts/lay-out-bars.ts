import type { RecentTick } from "#contracts/view.ts";
import { isFailure, isNeutral } from "#ui/verdict/outcome-words.ts";

export const BAR_COUNT = 40;
export const BAR_HEIGHT = 24;
const BAR_STEP = 6;
export const BARS_WIDTH = BAR_COUNT * BAR_STEP - 2;

type Look = "ok" | "failed" | "neutral" | "empty";
export type Bar = { x: number; y: number; height: number; look: Look; tick: RecentTick | null };

const HEIGHTS: Record<Look, number> = { ok: 16, failed: 24, neutral: 8, empty: 4 };

/** Always forty bars: places without a check yet are stubs on the left. */
export function layOutBars(ticks: readonly RecentTick[]): Bar[] {
  const shown = ticks.slice(-BAR_COUNT);
  const missing = BAR_COUNT - shown.length;
  return Array.from({ length: BAR_COUNT }, (_, index) => {
    const tick = shown[index - missing];
    const look = tick === undefined ? "empty" : lookOf(tick);
    const height = HEIGHTS[look];
    return {
      x: index * BAR_STEP,
      y: BAR_HEIGHT - height,
      height,
      look,
      tick: tick ?? null,
    };
  });
}

export function countTicks(ticks: readonly RecentTick[]): { checks: number; failed: number } {
  const shown = ticks.slice(-BAR_COUNT);
  return { checks: shown.length, failed: shown.filter((tick) => isFailure(tick.outcome)).length };
}

function lookOf(tick: RecentTick): Look {
  if (tick.outcome === "ok") return "ok";
  return isNeutral(tick.outcome) ? "neutral" : "failed";
}
