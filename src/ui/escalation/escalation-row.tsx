"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { EscalationPolicyView } from "#contracts/escalation.ts";
import { RowMenu } from "#ui/forms/row-menu.tsx";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { EscalationDialog } from "./escalation-dialog.tsx";
import type { NameOf } from "./step-times.ts";
import { StepWords } from "./step-words.tsx";

type EscalationRowProps = {
  policy: EscalationPolicyView;
  mayChange: boolean;
  names: { channel: NameOf; schedule: NameOf };
};

export function EscalationRow({ policy, mayChange, names }: EscalationRowProps) {
  const t = useTranslations("escalation");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const { remove } = useRemoval({
    run: () => client.escalation.delete.mutate({ id: policy.id }),
    done: t("deleted", { name: policy.name }),
    after: () => void queryClient.invalidateQueries({ queryKey: trpc.escalation.pathKey() }),
  });
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };
  return (
    <li className="flex items-start justify-between gap-4 px-4 py-3.5">
      <div className="min-w-0">
        <h2 className="font-medium break-words">{policy.name}</h2>
        <p className="mt-0.5 text-xs text-ink-3">{t("monitors", { count: policy.monitors })}</p>
        <div className="mt-2">
          <StepWords policy={policy} names={names} />
        </div>
      </div>
      {mayChange && (
        <RowMenu name={policy.name} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")} />
      )}
      {open === "edit" && <EscalationDialog open onOpenChange={close} edited={policy} />}
      {open === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={t("deleteTitle", { name: policy.name })}
          description={t("deleteNote")}
          confirmLabel={t("deleteConfirm")}
          onConfirm={() => void remove()}
        />
      )}
    </li>
  );
}
