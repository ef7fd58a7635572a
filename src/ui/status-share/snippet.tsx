"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "#ui/account/copy-button.tsx";

/** Text to paste elsewhere. */
export function Snippet({ label, text }: { label: string; text: string }) {
  const t = useTranslations("statusShare");
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <p className="text-[0.8125rem] font-medium text-ink">{label}</p>
      <div className="flex min-w-0 items-start gap-2">
        <pre
          data-verbatim=""
          className="min-w-0 flex-1 rounded-md border bg-sunken px-3 py-2 text-xs wrap-anywhere whitespace-pre-wrap"
        >
          {text}
        </pre>
        <CopyButton text={text} label={t("copy", { what: label })} />
      </div>
    </div>
  );
}
