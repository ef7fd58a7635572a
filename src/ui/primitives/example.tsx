import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** What it could look like, in an empty state. */
export function Example({ children }: { children: ReactNode }) {
  const t = useTranslations("common.empty");
  return (
    <p className="mx-auto mt-4 max-w-sm rounded-lg border border-dashed border-line-strong px-3.5 py-2.5 text-left text-[0.8125rem] text-pretty">
      <span className="block text-xs font-medium text-ink-3">{t("example")}</span>
      {children}
    </p>
  );
}
