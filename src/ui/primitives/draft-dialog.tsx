"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useUnsavedGuard } from "#ui/forms/use-unsaved-guard.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { Dialog } from "./dialog.tsx";

export type DraftHandlers = { onDirty: (dirty: boolean) => void; onDone: () => void; onCancel: () => void };

type DraftDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  /** What the question before closing says, such as "The monitor has not been saved." */
  unsaved: string;
  children: (handlers: DraftHandlers) => ReactNode;
};

/** A dialog with a form: what was typed is thrown away only after a question. */
export function DraftDialog({ open, onOpenChange, title, description, unsaved, children }: DraftDialogProps) {
  const t = useTranslations("common.leave");
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  useUnsavedGuard(open && dirty);

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
      <Dialog open={open} onOpenChange={changeOpen} title={title} description={description}>
        {children({ onDirty: setDirty, onDone: close, onCancel: () => changeOpen(false) })}
      </Dialog>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("title")}
        description={unsaved}
        confirmLabel={t("discard")}
        cancelLabel={t("keep")}
        onConfirm={close}
      />
    </>
  );
}
