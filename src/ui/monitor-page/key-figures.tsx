import type { MonitorDetail } from "#contracts/view.ts";
import { countOf } from "#ui/format/format-count.ts";
import { formatInterval } from "#ui/format/format-duration.ts";
import { formatLatency } from "#ui/format/format-latency.ts";
import { Card } from "#ui/primitives/card.tsx";
import { Figure } from "#ui/primitives/figure.tsx";
import { describeUptime } from "./describe-uptime.ts";

export function KeyFigures({ monitor }: { monitor: MonitorDetail }) {
  const { input } = monitor;
  const timeout = formatInterval(input.timeoutMs / 1000);
  return (
    <Card className="overflow-hidden">
      <dl className="-m-px grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-5 [&>div]:border-t [&>div]:border-l max-lg:[&>div:last-child]:col-span-2">
        <Figure label="Uptime, 24 h" {...describeUptime(monitor)} />
        <Latency label="Median" ms={monitor.p50Ms} />
        <Latency label="p95" ms={monitor.p95Ms} />
        <Latency label="p99" ms={monitor.p99Ms} />
        <Figure
          label="Interval"
          value={formatInterval(input.intervalSec)}
          note={`${countOf(input.regions.length, "region")}, timeout ${timeout}`}
        />
      </dl>
    </Card>
  );
}

function Latency({ label, ms }: { label: string; ms: number | null }) {
  return <Figure label={label} value={ms === null ? "–" : formatLatency(ms)} note="of good checks, 24 h" />;
}
