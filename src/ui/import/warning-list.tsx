"use client";

import { useTranslations } from "next-intl";
import type { ImportWarning, WarningKind } from "#domain/import/draft.ts";

const KINDS: readonly WarningKind[] = ["skipped", "lost", "mapped", "secret"];
const SHOWN = 200;

/** Grouped by what they mean; each names the foreign item. */
export function WarningList({ warnings }: { warnings: readonly ImportWarning[] }) {
  const t = useTranslations("imports.warning");
  return (
    <div className="flex flex-col gap-2 empty:hidden">
      {KINDS.map((kind) => {
        const own = warnings.filter((warning) => warning.kind === kind);
        if (own.length === 0) return null;
        return (
          <details key={kind} open={kind === "skipped"} className="rounded-md border px-3 py-2">
            <summary className="cursor-pointer text-[0.8125rem] font-medium">
              {t(kind, { count: own.length })}
            </summary>
            <ul className="mt-2 flex max-h-64 flex-col gap-1 overflow-y-auto text-xs">
              {own.slice(0, SHOWN).map(({ item, message }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and an item may have the same warning twice
                <li key={at} className="break-words">
                  <span className="font-medium">{item}</span> <span lang="en">{message}</span>
                </li>
              ))}
              {own.length > SHOWN && (
                <li className="text-ink-3">{t("more", { count: own.length - SHOWN })}</li>
              )}
            </ul>
          </details>
        );
      })}
    </div>
  );
}
