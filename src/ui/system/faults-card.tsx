"use client";

import { useTranslations } from "next-intl";
import type { SystemHealth } from "#contracts/system-health.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeSince } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";

/** When a region had no vote, and why. */
export function FaultsCard({ faults }: { faults: SystemHealth["faults"] }) {
  const t = useTranslations("regions.faults");
  const format = useFormat();
  return (
    <Card>
      <CardHeader title={t("title")} note={t("note")} />
      {faults.length === 0 && <p className="px-4 py-6 text-sm text-ink-3">{t("none")}</p>}
      <ul className="divide-y empty:hidden">
        {faults.map((fault) => (
          <li key={`${fault.region} ${fault.kind} ${fault.fromAt}`} className="px-4 py-2.5 text-[0.8125rem]">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">
                {fault.regionName} <span className="font-normal text-ink-2">{t(fault.kind)}</span>
              </span>
              <span className="text-xs text-ink-3 tabular-nums">
                {fault.toAt === null ? (
                  <span className="font-semibold text-warn">
                    {t.rich("since", { age: () => <TimeSince at={fault.fromAt} /> })}
                  </span>
                ) : (
                  `${format.span({ startsAt: fault.fromAt, endsAt: fault.toAt })} (${format.duration(fault.toAt - fault.fromAt)})`
                )}
              </span>
            </p>
            <p lang="en" className="text-ink-2">
              {fault.reason}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
