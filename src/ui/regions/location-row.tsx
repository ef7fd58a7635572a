"use client";

import { useTranslations } from "next-intl";
import type { AgentView, LocationView } from "#contracts/private-location.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { RegionHealth } from "#ui/system/region-health.tsx";
import { LocationMenu } from "./location-menu.tsx";

export function LocationRow({ location, appUrl }: { location: LocationView; appUrl: string }) {
  const t = useTranslations("regions");
  const { name, code, lastSeenAt, kinds, agents, monitors, sickBecause } = location;
  return (
    <li className="px-4 py-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <RegionHealth region={location} />
            <h3 className="min-w-0 text-sm font-semibold break-words">{name}</h3>
            <code className="font-mono text-xs break-all text-ink-3">{code}</code>
          </div>
          <p className="mt-1 text-xs text-ink-3 tabular-nums">
            {t("monitors", { count: monitors })}
            {" · "}
            {lastSeenAt === null
              ? t("neverSeen")
              : t.rich("seen", { age: () => <TimeAgo at={lastSeenAt} /> })}
          </p>
        </div>
        <LocationMenu location={location} appUrl={appUrl} />
      </div>
      {sickBecause !== null && (
        <p className="mt-1 text-[0.8125rem] text-warn">{t("noVote", { reason: sickBecause })}</p>
      )}
      {agents.length === 0 ? (
        <p className="mt-2 text-[0.8125rem] text-ink-2">{t("own.noAgent")}</p>
      ) : (
        <>
          <ul aria-label={t("own.can")} className="mt-2 flex flex-wrap gap-1.5">
            {kinds.map((kind) => (
              <li key={kind} className="rounded border px-1.5 py-0.5 font-mono text-[0.6875rem] text-ink-2">
                {kind}
              </li>
            ))}
          </ul>
          <ul className="mt-3 flex flex-col gap-2">
            {agents.map((agent) => (
              <Agent key={agent.instance} agent={agent} />
            ))}
          </ul>
        </>
      )}
    </li>
  );
}

function Agent({ agent }: { agent: AgentView }) {
  const t = useTranslations("regions");
  const format = useFormat();
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 rounded-lg bg-sunken px-3 py-2 text-xs text-ink-2">
      <p className="min-w-0 break-words">
        <span className="font-mono font-medium text-ink">{agent.instance}</span>{" "}
        {t("own.version", { version: agent.version })}
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 tabular-nums">
        {agent.isLive ? (
          <>
            <span>{t("probe.running", { count: agent.inFlight })}</span>
            <span>{t("probe.queued", { count: agent.queued })}</span>
            <span>{t("probe.lag", { lag: format.latency(agent.lagMs) })}</span>
            {agent.rssBytes > 0 && <span>{format.bytes(agent.rssBytes)}</span>}
          </>
        ) : (
          <span>{t("own.gone")}</span>
        )}
        <span>{t.rich("seen", { age: () => <TimeAgo at={agent.lastSeenAt} /> })}</span>
      </p>
    </li>
  );
}
