import type { RecentTick } from "#contracts/view.ts";
import { countOf } from "#ui/format/format-count.ts";
import { formatLatency } from "#ui/format/format-latency.ts";
import { formatMoment } from "#ui/format/format-moment.ts";
import { isFailure, isNeutral, OUTCOME_WORDS } from "#ui/verdict/outcome-words.ts";

export const BAR_COUNT = 40;
export const BAR_HEIGHT = 24;
const BAR_STEP = 6;
export const BARS_WIDTH = BAR_COUNT * BAR_STEP - 2;

type Look = "ok" | "failed" | "neutral" | "empty";
export type Bar = { x: number; y: number; height: number; look: Look; title: string | null };

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
      title: tick === undefined ? null : titleOf(tick),
    };
  });
}

export function describeTicks(ticks: readonly RecentTick[]): string {
  const shown = ticks.slice(-BAR_COUNT);
  if (shown.length === 0) return "No checks yet";
  const failed = shown.filter((tick) => isFailure(tick.outcome)).length;
  return `Last ${countOf(shown.length, "check")}: ${failed === 0 ? "none failed" : `${failed} failed`}`;
}

function lookOf(tick: RecentTick): Look {
  if (tick.outcome === "ok") return "ok";
  return isNeutral(tick.outcome) ? "neutral" : "failed";
}

/** In UTC: the server and the browser must write the same text. */
function titleOf(tick: RecentTick): string {
  const latency = tick.totalMs === null ? "" : ` in ${formatLatency(tick.totalMs)}`;
  return `${formatMoment(tick.at, "UTC")} UTC, ${tick.region}: ${OUTCOME_WORDS[tick.outcome]}${latency}`;
}
