"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { FieldError } from "#ui/primitives/field.tsx";

type FormCardProps = {
  title: string;
  note?: string;
  /** What `usePanelForm` answers. */
  form: {
    formProps: ComponentProps<"form">;
    dirty: boolean;
    busy: boolean;
    problems: Readonly<Record<string, string>>;
  };
  /** Null for who may only look: nothing to save. */
  onDiscard: (() => void) | null;
  submitLabel?: string;
  children: ReactNode;
};

/** A card that is saved by itself. */
export function FormCard(props: FormCardProps) {
  const { title, note, form, onDiscard, submitLabel, children } = props;
  const { formProps, dirty, busy, problems } = form;
  const t = useTranslations("statusPages.save");
  const tForm = useTranslations("common.form");
  return (
    <Card>
      <CardHeader title={title} {...(note !== undefined && { note })} />
      <form {...formProps} aria-label={title}>
        <fieldset disabled={onDiscard === null} className="flex min-w-0 flex-col gap-5 p-4 sm:p-5">
          {problems.root !== undefined && <FieldError>{problems.root}</FieldError>}
          {children}
        </fieldset>
        {onDiscard !== null && (
          <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3">
            {dirty && (
              <>
                <p className="mr-auto text-xs text-ink-3">{t("unsaved")}</p>
                <Button onClick={onDiscard}>{t("discard")}</Button>
              </>
            )}
            <Button type="submit" variant="primary" busy={busy} title={tForm("submitKeys")}>
              {submitLabel ?? t("save")}
            </Button>
          </footer>
        )}
      </form>
    </Card>
  );
}
