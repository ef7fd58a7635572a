import { CircleCheck, CircleMinus, CircleX, Globe, TriangleAlert } from "lucide-react";
import type { ProbeInstanceView, RegionStanding, SystemOverview } from "#contracts/view.ts";
import { formatBytes } from "#ui/format/format-bytes.ts";
import { countOf, formatCount } from "#ui/format/format-count.ts";
import { formatLatency } from "#ui/format/format-latency.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";

type Region = SystemOverview["regions"][number];

export function RegionsCard({ regions }: { regions: readonly Region[] }) {
  return (
    <Card>
      <CardHeader title="Regions" note="Where checks run from, and what waits there." />
      {regions.length === 0 && (
        <EmptyState icon={Globe} title="No region yet">
          Start a probe with a region token; the launcher starts three on its own.
        </EmptyState>
      )}
      <ul className="divide-y">
        {regions.map((region) => (
          <li key={region.code} className="px-4 py-4">
            <RegionHead region={region} />
            {region.sickBecause !== null && (
              <p className="mt-1 text-[0.8125rem] text-warn">No vote: {region.sickBecause}</p>
            )}
            <StreamFigures stream={region.stream} />
            {region.instances.length > 0 && (
              <ul className="mt-3 flex flex-col gap-2">
                {region.instances.map((instance) => (
                  <li key={instance.instance}>
                    <Instance instance={instance} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RegionHead({ region }: { region: Region }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <div className="flex min-w-0 items-center gap-2.5">
        <RegionHealth region={region} />
        <h3 className="truncate font-semibold">{region.name}</h3>
        {region.name !== region.code && <code className="font-mono text-xs text-ink-3">{region.code}</code>}
      </div>
      <p className="text-xs text-ink-3 tabular-nums">
        {countOf(region.monitors, "monitor")} ·{" "}
        {region.lastSeenAt === null ? (
          "never seen"
        ) : (
          <>
            seen <TimeAgo at={region.lastSeenAt} />
          </>
        )}
      </p>
    </div>
  );
}

const STANDINGS: Record<RegionStanding, HealthProps> = {
  reporting: { icon: CircleCheck, tone: "text-up", word: "Healthy" },
  cut_off: { icon: TriangleAlert, tone: "text-warn", word: "No vote" },
  sick: { icon: TriangleAlert, tone: "text-warn", word: "Sick" },
  silent: { icon: CircleX, tone: "text-down", word: "Silent" },
  never_seen: { icon: CircleX, tone: "text-down", word: "Never seen" },
};

function RegionHealth({ region }: { region: Region }) {
  if (!region.enabled) return <Health icon={CircleMinus} tone="text-idle" word="Off" />;
  return <Health {...STANDINGS[region.standing]} />;
}

type HealthProps = { icon: typeof CircleX; tone: string; word: string };

function Health({ icon: Icon, tone, word }: HealthProps) {
  return (
    <span className={`inline-flex shrink-0 items-center gap-1.5 text-xs font-semibold ${tone}`}>
      <Icon aria-hidden className="size-4" strokeWidth={2.25} />
      {word}
    </span>
  );
}

function StreamFigures({ stream }: { stream: Region["stream"] }) {
  if (stream === null) return <p className="mt-2 text-xs text-down">The job stream does not answer.</p>;
  return (
    <dl className="mt-3 grid grid-cols-3 gap-3 text-[0.8125rem] sm:grid-cols-6">
      <Small label="Stream" value={formatCount(stream.length)} />
      <Small label="Waiting" value={stream.lag === null ? "–" : formatCount(stream.lag)} />
      <Small label="With probes" value={formatCount(stream.pending)} />
      <Small label="Urgent" value={formatCount(stream.urgent)} />
      <Small label="Spooled" value={formatCount(stream.spool)} />
      <Small label="Set aside" value={formatCount(stream.dead)} warn={stream.dead > 0} />
    </dl>
  );
}

function Small({ label, value, warn = false }: { label: string; value: string; warn?: boolean }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-xs text-ink-3">{label}</dt>
      <dd className={`font-medium tabular-nums ${warn ? "text-warn" : ""}`}>{value}</dd>
    </div>
  );
}

function Instance({ instance }: { instance: ProbeInstanceView }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 rounded-lg bg-sunken px-3 py-2 text-xs text-ink-2">
      <p className="min-w-0">
        <span className="font-mono font-medium text-ink">{instance.instance}</span> {instance.runtime},
        version {instance.version}
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 tabular-nums">
        <span>{formatCount(instance.inFlight)} running</span>
        <span>{formatCount(instance.queued)} queued</span>
        <span>{formatCount(instance.pendingEntries)} unacknowledged</span>
        <span>{formatCount(instance.spooled)} spooled</span>
        <span>lag {formatLatency(instance.lagMs)}</span>
        <span>{formatBytes(instance.rssBytes)}</span>
        <span>
          seen <TimeAgo at={instance.lastSeenAt} />
        </span>
      </p>
    </div>
  );
}
