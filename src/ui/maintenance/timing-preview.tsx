"use client";

import { useQuery } from "@tanstack/react-query";
import { Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import type { MaintenanceTiming } from "#contracts/maintenance.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** The next occurrences of what is typed, in the reader's time, and what a change of the clock does to them. */
export function TimingPreview({ timing }: { timing: MaintenanceTiming }) {
  const t = useTranslations("maintenance");
  const format = useFormat();
  const trpc = useTRPC();
  const asked = useDeferredValue(timing);
  const { data } = useQuery(
    trpc.maintenance.preview.queryOptions({ timing: asked }, { placeholderData: (before) => before }),
  );
  return (
    <section
      aria-label={t("preview")}
      aria-live="polite"
      className="flex flex-col gap-2 rounded-lg bg-sunken px-3.5 py-3"
    >
      {data === undefined ? (
        <Skeleton className="h-16" />
      ) : (
        <>
          <p lang="en" className="text-[0.8125rem] font-medium break-words">
            {data.sentence}.
          </p>
          {data.problem !== null && (
            <p lang="en" className="flex items-start gap-1.5 text-xs font-medium text-down">
              <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
              {data.problem.message}
            </p>
          )}
          {data.occurrences.length > 0 && (
            <>
              <p className="text-xs text-ink-3">{t("nextInZone", { zone: format.timeZone })}</p>
              <ol className="flex flex-col gap-0.5 text-xs tabular-nums">
                {data.occurrences.map((occurrence) => (
                  <li key={occurrence.startsAt}>{format.span(occurrence)}</li>
                ))}
              </ol>
            </>
          )}
          {data.clockNote !== null && (
            <p className="flex items-start gap-1.5 text-xs text-ink-2">
              <Info aria-hidden className="mt-px size-3.5 shrink-0" />
              {data.clockNote}
            </p>
          )}
        </>
      )}
    </section>
  );
}
