"use client";

import { useQueryClient } from "@tanstack/react-query";
import { KeyRound, Wrench } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { MaintenanceView } from "#contracts/maintenance.ts";
import { countOf } from "#ui/format/format-count.ts";
import { RowMenu } from "#ui/forms/row-menu.tsx";
import { Span } from "#ui/forms/span.tsx";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { MenuItem } from "#ui/primitives/menu.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { MaintenanceDialog } from "./maintenance-dialog.tsx";

type WindowRowProps = { window: MaintenanceView; onHook: (hookUrl: string) => void };

export function WindowRow({ window, onHook }: WindowRowProps) {
  const { id, name, present, next } = window;
  const [open, setOpen] = useState<"edit" | "renew" | "delete" | null>(null);
  const actions = useWindowActions(window, onHook);
  const close = (stays: boolean) => {
    if (!stays) setOpen(null);
  };
  const first = next[0];
  return (
    <li className="flex items-start justify-between gap-4 px-4 py-3.5">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h3 className="min-w-0 font-medium break-words">{name}</h3>
          {present !== null && (
            <span className="inline-flex items-center gap-1.5 text-xs font-semibold text-ink-2">
              <Wrench aria-hidden className="size-4" />
              Under way
            </span>
          )}
        </div>
        <p className="text-[0.8125rem] break-words">{window.sentence}.</p>
        <p className="text-xs text-ink-3 break-words">For {describeScope(window)}.</p>
        {present !== null && (
          <p className="text-xs text-ink-2 tabular-nums">
            Now: <Span {...present} />
          </p>
        )}
        {first !== undefined && (
          <p className="text-xs text-ink-3 tabular-nums">
            Next: <Span {...first} />
          </p>
        )}
        {present === null && first === undefined && window.timing.kind !== "hook" && (
          <p className="text-xs text-ink-3">Over: it does not happen again.</p>
        )}
      </div>
      <div className="flex items-center gap-1">
        {present !== null && (
          <Button size="sm" busy={actions.ending} onClick={() => void actions.end()}>
            End now<span className="sr-only">: {name}</span>
          </Button>
        )}
        <RowMenu name={name} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")}>
          {window.hasHook && (
            <MenuItem onSelect={() => setOpen("renew")}>
              <KeyRound aria-hidden className="size-4 text-ink-3" />
              Renew address…
            </MenuItem>
          )}
        </RowMenu>
      </div>
      {open === "edit" && (
        <MaintenanceDialog key={id} open onOpenChange={close} edited={window} onHook={onHook} />
      )}
      {open === "renew" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={`Renew the address of ${name}?`}
          description="The present one stops working at once: change it in your deploys."
          confirmLabel="Renew address"
          onConfirm={() => void actions.renew()}
        />
      )}
      {open === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={`Delete ${name}?`}
          description="What is under way ends now. Past maintenance stays in the reports."
          confirmLabel="Delete maintenance"
          onConfirm={() => void actions.remove()}
        />
      )}
    </li>
  );
}

function useWindowActions({ id, name }: MaintenanceView, onHook: (hookUrl: string) => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const after = () => {
    void queryClient.invalidateQueries({ queryKey: trpc.maintenance.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
  };
  const { remove } = useRemoval({
    run: () => client.maintenance.delete.mutate({ id }),
    done: `${name} is deleted`,
    after,
  });
  const { busy: ending, remove: end } = useRemoval({
    run: () => client.maintenance.end.mutate({ id }),
    done: `${name} is over`,
    after,
  });
  const renew = async () => {
    try {
      const { hookUrl } = await client.maintenance.renewHook.mutate({ id });
      if (hookUrl !== null) onHook(hookUrl);
    } catch (error) {
      toast.error(errorMessage(error));
    }
  };
  return { remove, end, ending, renew };
}

function describeScope({ scope }: MaintenanceView): string {
  if (scope.everything) return "everything";
  const { monitors, tags } = scope;
  const some = monitors.slice(0, 3).map(({ name }) => name);
  const rest = monitors.length - some.length;
  const parts = [
    ...some,
    ...(rest > 0 ? [countOf(rest, "more monitor")] : []),
    ...(tags.length > 0 ? [`${tags.length === 1 ? "the tag" : "the tags"} ${tags.join(", ")}`] : []),
  ];
  return parts.length === 0 ? "monitors that were deleted" : parts.join(", ");
}
