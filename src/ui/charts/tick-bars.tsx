import type { RecentTick } from "#contracts/view.ts";
import { BAR_HEIGHT, BARS_WIDTH, describeTicks, layOutBars } from "./lay-out-bars.ts";

const FILL = { ok: "fill-up-fill", failed: "fill-down-fill", neutral: "fill-idle-fill", empty: "fill-line" };

/** The last checks, newest right. A failure is taller than a success, so the difference does not rest on colour. */
export function TickBars({ ticks }: { ticks: readonly RecentTick[] }) {
  return (
    <svg
      role="img"
      aria-label={describeTicks(ticks)}
      viewBox={`0 0 ${BARS_WIDTH} ${BAR_HEIGHT}`}
      preserveAspectRatio="none"
      className="h-6 w-full"
    >
      {layOutBars(ticks).map((bar) => (
        <rect key={bar.x} x={bar.x} y={bar.y} width={4} height={bar.height} rx={1} className={FILL[bar.look]}>
          {bar.title !== null && <title>{bar.title}</title>}
        </rect>
      ))}
    </svg>
  );
}
