"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SavedViewItem } from "#contracts/saved-view.ts";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useViewActions } from "./use-view-actions.ts";

type ViewDialogProps = {
  /** Null: a new one. */
  saved: SavedViewItem | null;
  query: string;
  onOpenChange: (open: boolean) => void;
  onSaved: (id: string) => void;
};

export function ViewDialog({ saved, query, onOpenChange, onSaved }: ViewDialogProps) {
  const t = useTranslations("monitors.views");
  const tBulk = useTranslations("monitors.bulk");
  const actions = useViewActions();
  const [name, setName] = useState(saved?.name ?? "");
  const [isShared, setShared] = useState(saved?.isShared ?? false);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    const id = await actions.save({ ...(saved && { id: saved.id }), name: name.trim(), query, isShared });
    setBusy(false);
    if (id === null) return;
    onSaved(id);
    onOpenChange(false);
  };
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={saved ? t("editTitle") : t("saveTitle")}
      description={t("saveDescription")}
    >
      <form
        className="flex flex-col gap-5 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={t("name")} error={undefined}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              required
              maxLength={60}
              autoComplete="off"
              placeholder={t("namePlaceholder")}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <SwitchRow label={t("shared")} note={t("sharedHint")} checked={isShared} onChange={setShared} />
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{tBulk("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={name.trim() === ""}>
            {saved ? t("saveChanges") : t("saveButton")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
