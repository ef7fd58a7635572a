"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { EscalationPolicyView } from "#contracts/escalation.ts";
import { FormSkeleton } from "#ui/forms/form-dialog-parts.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { EscalationForm } from "./escalation-form.tsx";
import { newEscalationValues, valuesOfPolicy } from "./escalation-values.ts";

type EscalationDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Undefined adds a policy. */
  edited?: EscalationPolicyView;
};

export function EscalationDialog({ open, onOpenChange, edited }: EscalationDialogProps) {
  const t = useTranslations("escalation");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(edited === undefined ? "addTitle" : "editTitle")}
      description={t("dialogNote")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <DialogBody edited={edited} {...handlers} />}
    </DraftDialog>
  );
}

function DialogBody({ edited, ...handlers }: DraftHandlers & { edited: EscalationPolicyView | undefined }) {
  const t = useTranslations("escalation");
  const trpc = useTRPC();
  const channels = useQuery(trpc.channel.list.queryOptions());
  const schedules = useQuery(trpc.onCall.list.queryOptions());
  const failed = [channels, schedules].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) {
    return <QueryError title={t("formNotLoaded")} query={failed} />;
  }
  if (channels.data === undefined || schedules.data === undefined) return <FormSkeleton />;
  return (
    <EscalationForm
      initial={edited === undefined ? newEscalationValues() : valuesOfPolicy(edited)}
      editedId={edited?.id}
      channels={channels.data}
      schedules={schedules.data}
      {...handlers}
    />
  );
}
