"use client";

import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";

type DeleteMonitorDialogProps = {
  monitor: { name: string };
  onOpenChange: (open: boolean) => void;
  onConfirm: () => void;
};

export function DeleteMonitorDialog({ monitor, onOpenChange, onConfirm }: DeleteMonitorDialogProps) {
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={`Delete ${monitor.name}?`}
      description="Its checks stop now and its history is removed. This cannot be undone."
      confirmLabel="Delete monitor"
      onConfirm={onConfirm}
    />
  );
}
