"use client";

import { useQuery } from "@tanstack/react-query";
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
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={edited === undefined ? "Add escalation policy" : "Edit escalation policy"}
      description="Whom to tell, step by step, while nobody acknowledges."
      unsaved="The policy has not been saved."
    >
      {(handlers) => <DialogBody edited={edited} {...handlers} />}
    </DraftDialog>
  );
}

function DialogBody({ edited, ...handlers }: DraftHandlers & { edited: EscalationPolicyView | undefined }) {
  const trpc = useTRPC();
  const channels = useQuery(trpc.channel.list.queryOptions());
  const schedules = useQuery(trpc.onCall.list.queryOptions());
  const failed = [channels, schedules].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) {
    return <QueryError title="The form could not be loaded" query={failed} />;
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
