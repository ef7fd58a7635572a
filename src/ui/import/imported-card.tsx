"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ImportedHistory } from "#contracts/imported-history.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** What another product counted before; apart from what Uptick measures, and never part of a figure of its own. */
export function ImportedCard({ id }: { id: string }) {
  const t = useTranslations("imports.history");
  const names = useTranslations("imports.products");
  const { data } = useQuery(
    useTRPC().imported.get.queryOptions({ id }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  if (!data) return null;
  const name = names.has(data.product as "csv") ? names(data.product as "csv") : data.product;
  return (
    <Card>
      <CardHeader title={t("title", { product: name })} note={t("note")} />
      <ImportedBars history={data} />
    </Card>
  );
}

const SHOWN = 90;
const HEIGHT = 28;

function ImportedBars({ history }: { history: ImportedHistory }) {
  const t = useTranslations("imports.history");
  const format = useFormat();
  const days = history.days.slice(-SHOWN);
  const up = history.days.reduce((sum, day) => sum + day.up, 0);
  const all = history.days.reduce((sum, day) => sum + day.up + day.down, 0);
  const first = history.days[0]?.day ?? 0;
  const last = history.days.at(-1)?.day ?? 0;
  // Cut, never rounded: 100 % is without a single failure.
  const percent = Math.floor((up / all) * 100_000) / 1000;
  return (
    <div className="flex flex-col gap-2 px-4 pb-4">
      <svg
        role="img"
        aria-label={t("bars", { percent, count: history.days.length })}
        viewBox={`0 0 ${SHOWN * 4} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-7 w-full"
      >
        {days.map((day, at) => {
          const share = day.down / (day.up + day.down);
          const tone = share === 0 ? "fill-idle-fill" : "fill-down-fill";
          return (
            <rect
              key={day.day}
              x={(SHOWN - days.length + at) * 4}
              y={0}
              width={3}
              height={HEIGHT}
              className={tone}
            >
              <title>{t("day", { day: format.utcDay(day.day), up: day.up, down: day.down })}</title>
            </rect>
          );
        })}
      </svg>
      <p className="text-xs text-ink-3 tabular-nums">
        {t("summary", {
          percent,
          from: format.utcDay(first),
          to: format.utcDay(last),
          count: history.days.length,
        })}
      </p>
    </div>
  );
}
