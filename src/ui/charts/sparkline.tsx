import type { RecentTick } from "#contracts/view.ts";
import { drawSparkline, SPARK_HEIGHT, SPARK_WIDTH } from "./draw-sparkline.ts";

export function Sparkline({ ticks }: { ticks: readonly RecentTick[] }) {
  const { line, area, label } = drawSparkline(ticks);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
      preserveAspectRatio="none"
      className="h-6 w-full"
    >
      <title>{label}</title>
      <path d={area} className="fill-accent-text opacity-10" />
      <path
        d={line}
        className="stroke-accent-text"
        fill="none"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
