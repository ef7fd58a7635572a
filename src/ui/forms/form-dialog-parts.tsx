"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import type { Problems } from "./read-with.ts";

/** What scrolls between the head and the foot of a dialog with a form. */
export function FormBody({ problems, children }: { problems: Problems; children: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-5">
      {problems.root !== undefined && <FieldError>{problems.root}</FieldError>}
      {children}
    </div>
  );
}

type FormFootProps = {
  submitLabel: string;
  busy: boolean;
  onCancel: () => void;
  /** At the other end: what the form can do without being saved. */
  children?: ReactNode;
};

export function FormFoot({ submitLabel, busy, onCancel, children }: FormFootProps) {
  const t = useTranslations("common.form");
  return (
    <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3.5">
      {children !== undefined && <div className="mr-auto flex gap-2">{children}</div>}
      <Button onClick={onCancel}>{t("cancel")}</Button>
      <Button type="submit" variant="primary" busy={busy} title={t("submitKeys")}>
        {submitLabel}
      </Button>
    </footer>
  );
}

export function FormSkeleton() {
  const t = useTranslations("common.form");
  return (
    <div className="flex flex-col gap-5 p-5" role="status" aria-label={t("loading")}>
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
      <Skeleton className="h-24" />
    </div>
  );
}
