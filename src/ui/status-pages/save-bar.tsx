"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";

type SaveBarProps = {
  dirty: boolean;
  busy: boolean;
  onDiscard: () => void;
  /** About the whole form. */
  problem?: string | undefined;
};

/** Stays in sight at the foot of a long form. */
export function SaveBar({ dirty, busy, onDiscard, problem }: SaveBarProps) {
  const t = useTranslations("statusPages.save");
  const tForm = useTranslations("common.form");
  return (
    <div className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center justify-end gap-2 border-t bg-bg/95 px-4 py-3 backdrop-blur-sm sm:mx-0 sm:px-0">
      <div className="mr-auto min-w-0">
        {problem !== undefined && <FieldError>{problem}</FieldError>}
        <p role="status" className="text-xs text-ink-3">
          {t(dirty ? "unsaved" : "saved")}
        </p>
      </div>
      <Button disabled={!dirty || busy} onClick={onDiscard}>
        {t("discard")}
      </Button>
      <Button type="submit" variant="primary" busy={busy} title={tForm("submitKeys")}>
        {t("save")}
      </Button>
    </div>
  );
}
