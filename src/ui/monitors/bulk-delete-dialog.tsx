"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "#ui/format/use-format.ts";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";

/** From here on the number has to be typed. */
const TYPED_ABOVE = 20;

type BulkDeleteDialogProps = { count: number; onOpenChange: (open: boolean) => void; onConfirm: () => void };

export function BulkDeleteDialog({ count, onOpenChange, onConfirm }: BulkDeleteDialogProps) {
  const t = useTranslations("monitors.bulk");
  if (count > TYPED_ABOVE)
    return <TypedDialog count={count} onOpenChange={onOpenChange} onConfirm={onConfirm} />;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={t("deleteTitle", { count })}
      description={t("deleteDescription")}
      confirmLabel={t("deleteConfirm", { count })}
      cancelLabel={t("cancel")}
      onConfirm={onConfirm}
    />
  );
}

function TypedDialog({ count, onOpenChange, onConfirm }: BulkDeleteDialogProps) {
  const t = useTranslations("monitors.bulk");
  const format = useFormat();
  const [typed, setTyped] = useState("");
  const isRight = typed.replace(/\D/g, "") === String(count);
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={t("deleteTitle", { count })}
      description={t("deleteDescription")}
    >
      <form
        className="flex flex-col gap-5 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight) onConfirm();
        }}
      >
        <Field label={t("deleteType", { count: format.count(count) })} error={undefined}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{t("cancel")}</Button>
          <Button type="submit" variant="danger" disabled={!isRight}>
            {t("deleteConfirm", { count })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
