"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { AdvisoryView, IncidentListItem } from "#contracts/incident.ts";
import { LookLabel } from "#ui/alerts/look-label.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment, TimeSince } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { incidentLook, languageOfCause } from "./incident-words.ts";

/** On the monitor's page: what went wrong, and what a single region saw without anybody being told. */
export function IncidentsCard({ id }: { id: string }) {
  const t = useTranslations("incidents");
  const trpc = useTRPC();
  const query = useQuery(trpc.incident.ofMonitor.queryOptions({ id }, { refetchInterval: 10_000 }));
  const { incidents = [], advisories = [] } = query.data ?? {};
  return (
    <Card aria-label={t("ofMonitor.title")}>
      <CardHeader title={t("ofMonitor.title")} note={t("ofMonitor.note")}>
        <Link
          href={`/incidents?monitor=${id}`}
          className="rounded text-[0.8125rem] font-medium text-accent-text underline"
        >
          {t("ofMonitor.all")}
        </Link>
      </CardHeader>
      {query.isPending && <Skeleton className="m-4 h-24" />}
      {query.isError && query.data === undefined && <QueryError title={t("notLoaded")} query={query} />}
      {query.data !== undefined && incidents.length + advisories.length === 0 && (
        <p className="px-4 py-8 text-center text-sm text-ink-3">{t("ofMonitor.none")}</p>
      )}
      <ul className="divide-y empty:hidden">
        {advisories
          .filter(({ toAt }) => toAt === null)
          .map((advisory) => (
            <Advisory key={advisory.id} advisory={advisory} />
          ))}
        {incidents.map((incident) => (
          <Incident key={incident.id} incident={incident} />
        ))}
        {advisories
          .filter(({ toAt }) => toAt !== null)
          .map((advisory) => (
            <Advisory key={advisory.id} advisory={advisory} />
          ))}
      </ul>
    </Card>
  );
}

function Advisory({ advisory: { regionName, fromAt, toAt, reason } }: { advisory: AdvisoryView }) {
  const t = useTranslations("incidents.ofMonitor");
  const format = useFormat();
  const parts = { region: regionName, at: () => <Moment at={fromAt} withDay /> };
  return (
    <li className="px-4 py-3">
      <p className="text-[0.8125rem] font-medium">
        {toAt === null
          ? t.rich("fails", parts)
          : t.rich("failed", { ...parts, duration: format.duration(toAt - fromAt) })}
      </p>
      <p lang="en" className="text-[0.8125rem] text-pretty break-words text-ink-2">
        {reason}
      </p>
    </li>
  );
}

function Incident({ incident }: { incident: IncidentListItem }) {
  const format = useFormat();
  const { id, title, cause, openedAt, closedAt } = incident;
  return (
    <li className="relative px-4 py-3 hover:bg-hover/60">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-0.5">
        <LookLabel look={incidentLook(incident)} />
        <p className="text-xs text-ink-3 tabular-nums">
          <Moment at={openedAt} withDay /> ·{" "}
          {closedAt === null ? <TimeSince at={openedAt} /> : format.duration(closedAt - openedAt)}
        </p>
      </div>
      <Link
        href={`/incidents/${id}`}
        className="rounded text-[0.8125rem] break-words after:absolute after:inset-0"
      >
        <span lang={languageOfCause(incident)}>{cause}</span>
        <span className="sr-only">: {title}</span>
      </Link>
    </li>
  );
}
