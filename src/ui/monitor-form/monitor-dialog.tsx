"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { ErrorPanel } from "#ui/primitives/error-panel.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
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
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);

  const close = () => {
    setDirty(false);
    setAsking(false);
    onOpenChange(false);
  };
  const changeOpen = (next: boolean) => {
    if (next) onOpenChange(true);
    else if (dirty) setAsking(true);
    else close();
  };

  return (
    <>
      <Dialog
        open={open}
        onOpenChange={changeOpen}
        title={editedId === undefined ? "Add monitor" : "Edit monitor"}
        description={
          editedId === undefined
            ? "Checks start at once from every region you choose."
            : "Changes take effect with the next check."
        }
      >
        <DialogBody
          editedId={editedId}
          onDirty={setDirty}
          onDone={close}
          onCancel={() => changeOpen(false)}
        />
      </Dialog>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Discard what you typed?"
        description="The monitor has not been saved."
        confirmLabel="Discard"
        cancelLabel="Keep editing"
        onConfirm={close}
      />
    </>
  );
}

type DialogBodyProps = {
  editedId: string | undefined;
  onDirty: (dirty: boolean) => void;
  onDone: () => void;
  onCancel: () => void;
};

function DialogBody({ editedId, ...handlers }: DialogBodyProps) {
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
    return (
      <ErrorPanel
        title="The form could not be loaded"
        message={errorMessage(failed.error)}
        onRetry={() => void failed.refetch()}
        busy={failed.isFetching}
      />
    );
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

function FormSkeleton() {
  return (
    <div className="flex flex-col gap-5 p-5" role="status" aria-label="Loading">
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
      <Skeleton className="h-20" />
    </div>
  );
}
