"use client";

import { useTranslations } from "next-intl";
import type { SystemHealth } from "#contracts/system-health.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";

/** Checks that were due and not made, by reason: faults of Uptick and never of what it watches. */
export function GapsCard({ health }: { health: SystemHealth }) {
  const t = useTranslations("system.gaps");
  const reasons = useTranslations("common.gap");
  const format = useFormat();
  return (
    <Card>
      <CardHeader title={t("title")} note={t("note", { hours: health.hours })} />
      {health.gaps.length === 0 && <p className="px-4 py-6 text-sm text-ink-3">{t("none")}</p>}
      <ul className="divide-y empty:hidden">
        {health.gaps.map((gap) => (
          <li key={`${gap.region} ${gap.reason}`} className="flex gap-3 px-4 py-2.5 text-[0.8125rem]">
            <span className="w-14 shrink-0 text-right font-semibold tabular-nums">
              {format.count(gap.count)}
            </span>
            <p className="min-w-0">
              {reasons(gap.reason)}{" "}
              <span className="text-ink-3">
                {gap.regionName}, {t.rich("last", { age: () => <TimeAgo at={gap.lastAt} /> })}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
