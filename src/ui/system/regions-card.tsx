import { Globe } from "lucide-react";
import { useTranslations } from "next-intl";
import type { SystemHealth } from "#contracts/system-health.ts";
import type { ProbeInstanceView, SystemOverview } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { Example } from "#ui/primitives/example.tsx";
import { RegionHealth } from "./region-health.tsx";

type Region = SystemOverview["regions"][number];
type Rate = SystemHealth["regions"][number];

export function RegionsCard({ regions, rates }: { regions: readonly Region[]; rates: readonly Rate[] }) {
  const t = useTranslations("regions");
  return (
    <Card>
      <CardHeader title={t("title")} note={t("note")} />
      {regions.length === 0 && (
        <EmptyState icon={Globe} title={t("emptyTitle")}>
          <p>{t("empty")}</p>
          <Example>
            <code className="font-mono text-xs break-all">UPTICK_PROBE_TOKEN=… npm run probe</code>
          </Example>
        </EmptyState>
      )}
      <ul className="divide-y">
        {regions.map((region) => (
          <li key={region.code} className="px-4 py-4">
            <RegionHead region={region} rate={rates.find(({ code }) => code === region.code)} />
            {region.sickBecause !== null && (
              <p className="mt-1 text-[0.8125rem] text-warn">{t("noVote", { reason: region.sickBecause })}</p>
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

function RegionHead({ region, rate }: { region: Region; rate: Rate | undefined }) {
  const t = useTranslations("regions");
  const format = useFormat();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <div className="flex min-w-0 items-center gap-2.5">
        <RegionHealth region={region} />
        <h3 className="truncate font-semibold">{region.name}</h3>
        {region.name !== region.code && <code className="font-mono text-xs text-ink-3">{region.code}</code>}
      </div>
      <p className="text-xs text-ink-3 tabular-nums">
        {t("monitors", { count: region.monitors })} ·{" "}
        {rate !== undefined && <>{t("perMin", { rate: format.count(Math.round(rate.plannedPerMin)) })} · </>}
        <LastSeen at={region.lastSeenAt} />
      </p>
    </div>
  );
}

function StreamFigures({ stream }: { stream: Region["stream"] }) {
  const t = useTranslations("regions.stream");
  const format = useFormat();
  if (stream === null) return <p className="mt-2 text-xs text-down">{t("silent")}</p>;
  return (
    <dl className="mt-3 grid grid-cols-3 gap-3 text-[0.8125rem] sm:grid-cols-6">
      <Small label={t("length")} value={format.count(stream.length)} />
      <Small label={t("lag")} value={stream.lag === null ? "–" : format.count(stream.lag)} />
      <Small label={t("pending")} value={format.count(stream.pending)} />
      <Small label={t("urgent")} value={format.count(stream.urgent)} />
      <Small label={t("spool")} value={format.count(stream.spool)} />
      <Small label={t("dead")} value={format.count(stream.dead)} warn={stream.dead > 0} />
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

function LastSeen({ at }: { at: number | null }) {
  const t = useTranslations("regions");
  return at === null ? t("neverSeen") : t.rich("seen", { age: () => <TimeAgo at={at} /> });
}

function Instance({ instance }: { instance: ProbeInstanceView }) {
  const t = useTranslations("regions.probe");
  const format = useFormat();
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 rounded-lg bg-sunken px-3 py-2 text-xs text-ink-2">
      <p className="min-w-0">
        <span className="font-mono font-medium text-ink">{instance.instance}</span>{" "}
        {t("is", { runtime: instance.runtime, version: instance.version })}
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 tabular-nums">
        <span>{t("running", { count: instance.inFlight })}</span>
        <span>{t("queued", { count: instance.queued })}</span>
        <span>{t("unacknowledged", { count: instance.pendingEntries })}</span>
        <span>{t("spooled", { count: instance.spooled })}</span>
        <span>{t("lag", { lag: format.latency(instance.lagMs) })}</span>
        <span>{format.bytes(instance.rssBytes)}</span>
        <span>
          <LastSeen at={instance.lastSeenAt} />
        </span>
      </p>
    </div>
  );
}
