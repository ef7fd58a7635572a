"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense } from "react";
import { classNames } from "#ui/primitives/class-names.ts";
import { PlainRows, type RowsProps } from "./plain-rows.tsx";
import { ROW_GRID } from "./row-grid.ts";

// Most lists are shorter, and what measures the rows of a long one is as large as the list itself.
const VirtualRows = lazy(async () => ({ default: (await import("./virtual-rows.tsx")).VirtualRows }));
const VIRTUAL_ABOVE = 100;

type MonitorRowsProps = RowsProps & { selectAll: ReactNode };

export function MonitorRows({ selectAll, ...list }: MonitorRowsProps) {
  const t = useTranslations("monitors.columns");
  return (
    <>
      <div className={classNames("hidden border-b px-4 py-2 text-xs font-medium text-ink-3", ROW_GRID)}>
        <span>{selectAll}</span>
        <span aria-hidden>{t("monitor")}</span>
        <span aria-hidden>{t("day")}</span>
        <span aria-hidden>{t("latency")}</span>
        <span aria-hidden>{t("uptime")}</span>
        <span aria-hidden>{t("regions")}</span>
        <span aria-hidden>{t("lastCheck")}</span>
      </div>
      {list.rows.length > VIRTUAL_ABOVE ? (
        <Suspense fallback={<PlainRows {...list} rows={list.rows.slice(0, VIRTUAL_ABOVE)} />}>
          <VirtualRows {...list} />
        </Suspense>
      ) : (
        <PlainRows {...list} />
      )}
    </>
  );
}
