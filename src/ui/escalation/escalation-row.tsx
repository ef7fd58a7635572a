"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { EscalationPolicyView } from "#contracts/escalation.ts";
import { countOf } from "#ui/format/format-count.ts";
import { RowMenu } from "#ui/forms/row-menu.tsx";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { describeRepeat, describeSteps, type NameOf } from "./describe-steps.ts";
import { EscalationDialog } from "./escalation-dialog.tsx";

type EscalationRowProps = { policy: EscalationPolicyView; names: { channel: NameOf; schedule: NameOf } };

export function EscalationRow({ policy, names }: EscalationRowProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const { remove } = useRemoval({
    run: () => client.escalation.delete.mutate({ id: policy.id }),
    done: `${policy.name} is deleted`,
    after: () => void queryClient.invalidateQueries({ queryKey: trpc.escalation.pathKey() }),
  });
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };
  return (
    <li className="flex items-start justify-between gap-4 px-4 py-3.5">
      <div className="min-w-0">
        <h2 className="font-medium break-words">{policy.name}</h2>
        <p className="mt-0.5 text-xs text-ink-3">{countOf(policy.monitors, "monitor")}</p>
        <ol className="mt-2 flex list-inside list-decimal flex-col gap-1 text-[0.8125rem] marker:text-ink-3">
          {describeSteps(policy, names).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two steps can say the same, and their order is what they are
            <li key={index} className="break-words">
              {line}
            </li>
          ))}
        </ol>
        <p className="mt-1 text-xs text-ink-3">{describeRepeat(policy.repeat)}</p>
      </div>
      <RowMenu name={policy.name} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")} />
      {open === "edit" && <EscalationDialog open onOpenChange={close} edited={policy} />}
      {open === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={`Delete ${policy.name}?`}
          description="Incidents that are open keep the steps they began with. This cannot be undone."
          confirmLabel="Delete policy"
          onConfirm={() => void remove()}
        />
      )}
    </li>
  );
}
