"use client";

import { useQuery } from "@tanstack/react-query";
import { FormSkeleton } from "#ui/forms/form-dialog-parts.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { newMonitorValues, valuesOf } from "./form-values.ts";
import { MonitorForm } from "./monitor-form.tsx";

type MonitorDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Undefined adds a monitor. */
  editedId?: string;
};

export function MonitorDialog({ open, onOpenChange, editedId }: MonitorDialogProps) {
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={editedId === undefined ? "Add monitor" : "Edit monitor"}
      description={
        editedId === undefined
          ? "Checks start at once from every region you choose."
          : "Changes take effect with the next check."
      }
      unsaved="The monitor has not been saved."
    >
      {(handlers) => <DialogBody editedId={editedId} {...handlers} />}
    </DraftDialog>
  );
}

function DialogBody({ editedId, ...handlers }: DraftHandlers & { editedId: string | undefined }) {
  const trpc = useTRPC();
  const regions = useQuery(trpc.region.list.queryOptions());
  const edited = useQuery({
    ...trpc.monitor.get.queryOptions({ id: editedId ?? "" }),
    enabled: editedId !== undefined,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const failed = [regions, edited].find((query) => query.isError);
  if (failed !== undefined) {
    return <QueryError title="The form could not be loaded" query={failed} />;
  }
  // A cached monitor may be older than another person's edit.
  const waiting = editedId !== undefined && !edited.isFetchedAfterMount;
  if (regions.data === undefined || waiting) return <FormSkeleton />;

  const usable = regions.data.filter((region) => region.enabled);
  const values =
    edited.data === undefined
      ? newMonitorValues(usable.map(({ code }) => code))
      : valuesOf(edited.data.input);
  return <MonitorForm initial={values} regions={regions.data} editedId={editedId} {...handlers} />;
}
