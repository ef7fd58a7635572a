"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { IncidentListItem } from "#contracts/incident.ts";
import { LookLabel } from "#ui/alerts/look-label.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment, TimeSince } from "#ui/live/time-ago.tsx";
import { incidentLook, languageOfCause, subjectOf } from "./incident-words.ts";

export const INCIDENT_GRID =
  "lg:grid lg:grid-cols-[8rem_minmax(0,2.2fr)_minmax(0,1fr)_9rem_7rem] lg:items-start lg:gap-4";

/** The whole row leads to the incident; its title carries the link. */
export function IncidentRow({ incident }: { incident: IncidentListItem }) {
  const { title, cause, severity, causedBy, assignee, acknowledgedBy } = incident;
  const t = useTranslations("incidents");
  const subject = subjectOf(t, incident);
  return (
    <li className={`relative px-4 py-3 hover:bg-hover/60 ${INCIDENT_GRID}`}>
      <LookLabel look={incidentLook(incident)} className="h-5 max-lg:mb-1" />
      <div className="min-w-0">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2">
          <Link
            href={`/incidents/${incident.id}`}
            className="min-w-0 rounded font-medium break-words after:absolute after:inset-0"
          >
            {title}
          </Link>
          {severity === "critical" && (
            <span className="text-xs font-semibold text-down">{t("critical")}</span>
          )}
        </p>
        <p lang={languageOfCause(incident)} className="text-[0.8125rem] text-pretty break-words text-ink-2">
          {cause}
        </p>
        {causedBy !== null && (
          <p className="text-xs break-words text-ink-3">{t("row.follows", { title: causedBy.title })}</p>
        )}
      </div>
      <div className="min-w-0 text-[0.8125rem] max-lg:mt-1 max-lg:text-xs">
        <p className="truncate">{subject === title ? t(`kind.${incident.kind}`) : subject}</p>
        <p className="truncate text-ink-3 empty:hidden">
          {assignee !== null && t("row.assigned", { name: assignee })}
          {assignee === null && acknowledgedBy !== null && t("row.seen", { name: acknowledgedBy })}
        </p>
      </div>
      <div className="flex gap-x-3 text-[0.8125rem] text-ink-2 tabular-nums max-lg:mt-1 max-lg:text-xs lg:contents">
        <p>
          <Moment at={incident.openedAt} withDay />
        </p>
        <p className="lg:text-right">
          <Lasting incident={incident} />
        </p>
      </div>
    </li>
  );
}

function Lasting({ incident: { openedAt, closedAt } }: { incident: IncidentListItem }) {
  const format = useFormat();
  if (closedAt !== null) return format.duration(closedAt - openedAt);
  return <TimeSince at={openedAt} />;
}
