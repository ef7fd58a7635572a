"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import * as z from "zod";
import { Month } from "#contracts/objective.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { useGo } from "#ui/shell/use-go.ts";
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { TextField } from "./objective-form.tsx";

type About = { objective: { id: string; name: string } };
type MakeReportDialogProps = About & { open: boolean; onOpenChange: (open: boolean) => void };

export function MakeReportDialog({ open, onOpenChange, objective }: MakeReportDialogProps) {
  const t = useTranslations("reports");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("makeTitle", { name: objective.name })}
      description={t("makeNote")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <MakeForm objective={objective} {...handlers} />}
    </DraftDialog>
  );
}

const MonthInput = z.strictObject({ month: Month });

function MakeForm({ objective, onDirty, onDone, onCancel }: DraftHandlers & About) {
  const t = useTranslations("reports");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const go = useGo();
  const [initial] = useState(() => ({ month: new Date().toISOString().slice(0, 7) }));
  const { values, set, problems, busy, formProps } = useContractForm({
    initial,
    read: (typed: typeof initial) => readWith(MonthInput, { month: typed.month.trim() }),
    save: async ({ month }: z.infer<typeof MonthInput>) => {
      const { id } = await client.objective.makeReport.mutate({ objectiveId: objective.id, month });
      onDone();
      toast.success(t("made"));
      void queryClient.invalidateQueries({ queryKey: trpc.objective.reports.pathKey() });
      go(`/reports/${id}` as Route);
    },
    onDirty,
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <TextField
          label={t("month")}
          value={values.month}
          onChange={(month) => set({ month })}
          error={problems.month}
          hint={t("monthHint")}
        />
      </FormBody>
      <FormFoot submitLabel={t("make")} busy={busy} onCancel={onCancel} />
    </form>
  );
}
