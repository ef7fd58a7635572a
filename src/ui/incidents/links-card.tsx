import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { IncidentDetail } from "#contracts/incident.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";

type Named = { id: string; title: string };

/** What the incident is about, what it follows from and what follows from it. */
export function LinksCard({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations("incidents.links");
  const { monitor, affected, causedBy, caused, merged } = incident;
  const monitors = monitor === null ? affected : [monitor];
  if (monitors.length + caused.length + merged.length === 0 && causedBy === null) return null;
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} />
      <dl className="flex flex-col gap-3 px-4 py-3 text-[0.8125rem]">
        {monitors.length > 0 && (
          <Part label={t("monitors", { count: monitors.length })}>
            {monitors.map(({ id, name }) => (
              <Link key={id} href={`/monitors/${id}`} className={LINK}>
                {name}
              </Link>
            ))}
          </Part>
        )}
        {causedBy !== null && <Incidents label={t("causedBy")} incidents={[causedBy]} />}
        <Incidents label={t("caused")} incidents={caused} />
        <Incidents label={t("merged")} incidents={merged} />
      </dl>
    </Card>
  );
}

const LINK = "block rounded break-words text-accent-text underline";

function Incidents({ label, incidents }: { label: string; incidents: readonly Named[] }) {
  if (incidents.length === 0) return null;
  return (
    <Part label={label}>
      {incidents.map(({ id, title }) => (
        <Link key={id} href={`/incidents/${id}`} className={LINK}>
          {title}
        </Link>
      ))}
    </Part>
  );
}

function Part({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
