"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Target } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ObjectiveView } from "#contracts/objective.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { Example } from "#ui/primitives/example.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { ShareActions } from "#ui/team/share-actions.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { BudgetBar } from "./budget-bar.tsx";
import { ObjectiveDialog } from "./objective-dialog.tsx";
import { ReportList } from "./report-list.tsx";

export function ReportsScreen() {
  const t = useTranslations("reports");
  const trpc = useTRPC();
  const [adding, setAdding] = useState(false);
  const query = useQuery(trpc.objective.list.queryOptions(undefined, { refetchInterval: 60_000 }));
  const objectives = query.data ?? [];
  const add = (
    <ShareActions>
      <Button variant="primary" onClick={() => setAdding(true)}>
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
    </ShareActions>
  );
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        {objectives.length > 0 && add}
      </PageHeader>
      <Card>
        {query.isPending && <Skeleton className="m-4 h-40" />}
        {query.isError && query.data === undefined && <QueryError title={t("notLoaded")} query={query} />}
        {query.data?.length === 0 && (
          <EmptyState icon={Target} title={t("emptyTitle")} action={add}>
            <p>{t("empty")}</p>
            <Example>{t("example")}</Example>
          </EmptyState>
        )}
        {objectives.length > 0 && (
          <>
            <CardHeader title={t("objectives")} />
            <ul className="divide-y">
              {objectives.map((objective) => (
                <ObjectiveRow key={objective.id} objective={objective} />
              ))}
            </ul>
          </>
        )}
      </Card>
      <ReportList objectiveId={null} />
      <ObjectiveDialog open={adding} onOpenChange={setAdding} />
    </div>
  );
}

function ObjectiveRow({
  objective: { id, input, budget, alert, monitorCount },
}: {
  objective: ObjectiveView;
}) {
  const t = useTranslations("reports");
  return (
    <li className="flex flex-col gap-2 px-4 py-3.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="min-w-0 font-medium break-words">
          <Link href={`/reports/objectives/${id}`} className="hover:underline">
            {input.name}
          </Link>
        </h3>
        <p className="text-sm font-semibold tabular-nums">
          {budget.percent === null ? t("noFigure") : `${budget.percent} %`}{" "}
          <span className="font-normal text-ink-3">{t("of", { target: String(input.targetPercent) })}</span>
        </p>
      </div>
      <BudgetBar name={input.name} budget={budget} />
      <p className="text-xs text-ink-3">
        {t("monitorCount", { count: monitorCount })}
        {alert !== null && (
          <>
            {" · "}
            <Link href={`/incidents/${alert.incidentId}`} className="font-medium text-down hover:underline">
              {t("alert")}
            </Link>
          </>
        )}
      </p>
    </li>
  );
}
