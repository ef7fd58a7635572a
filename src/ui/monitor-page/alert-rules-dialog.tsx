"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FormSkeleton } from "#ui/forms/form-dialog-parts.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { AlertRulesForm } from "./alert-rules-form.tsx";

type AlertRulesDialogProps = { id: string; open: boolean; onOpenChange: (open: boolean) => void };

export function AlertRulesDialog({ id, open, onOpenChange }: AlertRulesDialogProps) {
  const t = useTranslations("monitorPage.rules");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title")}
      description={t("description")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <DialogBody id={id} {...handlers} />}
    </DraftDialog>
  );
}

function DialogBody({ id, ...handlers }: DraftHandlers & { id: string }) {
  const t = useTranslations("monitorPage.rules");
  const trpc = useTRPC();
  // Asked anew: what is cached may be older than another person's edit.
  const rules = useQuery({
    ...trpc.monitor.rules.queryOptions({ id }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const policies = useQuery(trpc.escalation.list.queryOptions());
  const failed = [rules, policies].find((query) => query.isError);
  if (failed !== undefined) {
    return <QueryError title={t("formFailed")} query={failed} />;
  }
  if (rules.data === undefined || policies.data === undefined || !rules.isFetchedAfterMount) {
    return <FormSkeleton />;
  }
  return <AlertRulesForm id={id} view={rules.data} policies={policies.data} {...handlers} />;
}
