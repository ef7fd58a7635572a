"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { submitByKeys } from "#ui/forms/submit-by-keys.ts";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { useEditor } from "./content-editor-context.ts";
import { type ComponentValues, newComponents, type SectionValues } from "./content-values.ts";
import { NamedMonitorPicker } from "./named-monitor-picker.tsx";
import type { NamedMonitor } from "./new-page-values.ts";

type AddMonitorsDialogProps = { section: SectionValues; onClose: () => void };

/** Each monitor as a component of its own, or all of them as one. */
export function AddMonitorsDialog({ section, onClose }: AddMonitorsDialogProps) {
  const t = useTranslations("statusPages.addMonitors");
  const { form, edit, toggle } = useEditor();
  const [chosen, setChosen] = useState<NamedMonitor[]>([]);
  const [asOne, setAsOne] = useState(false);
  const [problem, setProblem] = useState<string>();
  const present = new Set(
    form.values.sections.flatMap(({ components }) =>
      components.flatMap(({ monitors }) => monitors.map(({ id }) => id)),
    ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The form of the page is around this one in React, though not in the document.
    event.stopPropagation();
    if (chosen.length === 0) return setProblem(t("missing"));
    const added = madeOf(chosen, asOne);
    edit((sections) =>
      sections.map((other) =>
        other.key === section.key ? { ...other, components: [...other.components, ...added] } : other,
      ),
    );
    const [first] = added;
    if (asOne && first !== undefined) toggle(first.key);
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("note")}>
      <form
        onSubmit={submit}
        onKeyDown={(event) => {
          event.stopPropagation();
          submitByKeys(event);
        }}
        noValidate
        className="flex min-h-0 flex-1 flex-col"
      >
        <FormBody problems={{}}>
          <NamedMonitorPicker
            label={t("monitors")}
            chosen={chosen}
            onChange={(next) => {
              setChosen(next);
              setProblem(undefined);
            }}
            error={problem}
            present={present}
          />
          {chosen.length > 1 && (
            <SwitchRow label={t("asOne")} note={t("asOneNote")} checked={asOne} onChange={setAsOne} />
          )}
        </FormBody>
        <FormFoot submitLabel={t("add", { count: chosen.length })} busy={false} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function madeOf(chosen: readonly NamedMonitor[], asOne: boolean): ComponentValues[] {
  const made = newComponents(chosen, () => crypto.randomUUID());
  const [first] = made;
  return asOne && first !== undefined ? [{ ...first, monitors: [...chosen] }] : made;
}
