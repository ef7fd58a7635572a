"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "#ui/format/use-format.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

/** `objectiveId` null: of all objectives, also of those that were deleted. */
export function ReportList({ objectiveId }: { objectiveId: string | null }) {
  const t = useTranslations("reports");
  const trpc = useTRPC();
  const format = useFormat();
  const query = useQuery(trpc.objective.reports.queryOptions({ objectiveId }));
  return (
    <Card>
      <CardHeader title={t("reports")} note={t("reportsNote")} />
      {query.isPending && <Skeleton className="m-4 h-16" />}
      {query.isError && query.data === undefined && <QueryError title={t("notLoaded")} query={query} />}
      {query.data?.length === 0 && <p className="px-4 py-6 text-sm text-ink-3">{t("noReports")}</p>}
      <ul className="divide-y">
        {(query.data ?? []).map((report) => (
          <li
            key={report.id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-3 text-sm"
          >
            <Link href={`/reports/${report.id}`} className="min-w-0 font-medium break-words hover:underline">
              {t("report.title", { name: report.name, month: report.month })}
            </Link>
            <span className="text-xs text-ink-3 tabular-nums">
              {report.percent === null ? t("noFigure") : `${report.percent} %`}
              {report.met !== null && ` · ${t(report.met ? "met" : "missed")}`} · {t("madeAt")}{" "}
              {format.full(report.madeAt)}
              {report.automatic && ` · ${t("automatic")}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
