"use client";

import { useQuery } from "@tanstack/react-query";
import { FormSkeleton } from "#ui/forms/form-dialog-parts.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { AlertRulesForm } from "./alert-rules-form.tsx";

type AlertRulesDialogProps = { id: string; open: boolean; onOpenChange: (open: boolean) => void };

export function AlertRulesDialog({ id, open, onOpenChange }: AlertRulesDialogProps) {
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Alert rules"
      description="When this monitor counts as down, and what follows from it."
      unsaved="The rules have not been saved."
    >
      {(handlers) => <DialogBody id={id} {...handlers} />}
    </DraftDialog>
  );
}

function DialogBody({ id, ...handlers }: DraftHandlers & { id: string }) {
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
    return <QueryError title="The form could not be loaded" query={failed} />;
  }
  if (rules.data === undefined || policies.data === undefined || !rules.isFetchedAfterMount) {
    return <FormSkeleton />;
  }
  return <AlertRulesForm id={id} view={rules.data} policies={policies.data} {...handlers} />;
}
