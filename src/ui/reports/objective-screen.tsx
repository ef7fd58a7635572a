"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RowMenu } from "#ui/forms/row-menu.tsx";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { useGo } from "#ui/shell/use-go.ts";
import { ShareActions } from "#ui/team/share-actions.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { BudgetBar } from "./budget-bar.tsx";
import { BurnChart } from "./burn-chart.tsx";
import { ExclusionCard } from "./exclusion-card.tsx";
import { MakeReportDialog } from "./make-report-dialog.tsx";
import { ObjectiveDialog } from "./objective-dialog.tsx";
import { ReportList } from "./report-list.tsx";

/** The page has loaded it already. */
export function ObjectiveScreen({ id }: { id: string }) {
  const t = useTranslations("reports");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const go = useGo();
  const [open, setOpen] = useState<"edit" | "delete" | "make" | null>(null);
  const { data } = useQuery(trpc.objective.get.queryOptions({ id }, { refetchInterval: 60_000 }));
  const { remove } = useRemoval({
    run: () => client.objective.delete.mutate({ id }),
    done: t("deleted"),
    after: () => {
      void queryClient.invalidateQueries({ queryKey: trpc.objective.list.pathKey() });
      go("/reports");
    },
  });
  if (data === undefined) return null;
  const { input, budget, method } = data;
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={input.name} note={data.monitors.map(({ name }) => name).join(", ")}>
        <ShareActions>
          <Button variant="primary" onClick={() => setOpen("make")}>
            {t("make")}
          </Button>
          <RowMenu name={input.name} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")} />
        </ShareActions>
      </PageHeader>
      <Card className="flex flex-col gap-3 p-4">
        <p className="text-2xl font-semibold tabular-nums">
          {budget.percent === null ? t("noFigure") : `${budget.percent} %`}{" "}
          <span className="text-sm font-normal text-ink-3">
            {t("of", { target: String(input.targetPercent) })}
          </span>
        </p>
        <BudgetBar name={input.name} budget={budget} />
        {data.alert !== null && <p className="text-sm font-medium text-down">{data.alert.reason}</p>}
      </Card>
      <Card>
        <CardHeader title={t("burnTitle")} note={t("burnNote2")} />
        <BurnChart points={data.burn} />
      </Card>
      <Card>
        <CardHeader title={t("method")} />
        <ul lang="en" className="list-disc space-y-1 py-3 pr-4 pl-9 text-sm text-ink-2">
          {method.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Card>
      <ExclusionCard objectiveId={id} exclusions={data.exclusions} />
      <ReportList objectiveId={id} />
      {open === "edit" && <ObjectiveDialog open onOpenChange={close} edited={data} />}
      <MakeReportDialog open={open === "make"} onOpenChange={close} objective={{ id, name: input.name }} />
      <ConfirmDialog
        open={open === "delete"}
        onOpenChange={close}
        title={t("deleteTitle", { name: input.name })}
        description={t("deleteNote")}
        confirmLabel={t("delete")}
        onConfirm={() => void remove()}
      />
    </div>
  );
}
