"use client";

import { useTranslations } from "next-intl";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";

type DeleteMonitorDialogProps = {
  monitor: { name: string };
  onOpenChange: (open: boolean) => void;
  onConfirm: () => void;
};

export function DeleteMonitorDialog({ monitor, onOpenChange, onConfirm }: DeleteMonitorDialogProps) {
  const t = useTranslations("monitors.menu");
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={t("deleteTitle", { name: monitor.name })}
      description={t("deleteDescription")}
      confirmLabel={t("deleteConfirm")}
      onConfirm={onConfirm}
    />
  );
}
