"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { classNames } from "#ui/primitives/class-names.ts";
import { Segmented } from "#ui/primitives/segmented.tsx";

const WIDTHS = ["phone", "desktop"] as const;

/** The page as it is saved, drawn by the same server that draws it for visitors. */
export function PagePreview({ page }: { page: StatusPageDetail }) {
  const t = useTranslations("statusPages.preview");
  const [width, setWidth] = useState<(typeof WIDTHS)[number]>("phone");
  return (
    <section aria-label={t("title")} className="flex min-w-0 flex-col gap-2.5 lg:sticky lg:top-20">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div>
          <h2 className="text-sm font-semibold">{t("title")}</h2>
          <p className="text-xs text-ink-3">{t("note")}</p>
        </div>
        <Segmented
          label={t("width")}
          value={width}
          onChange={setWidth}
          options={WIDTHS.map((value) => ({ value, label: t(`widths.${value}`) }))}
        />
      </div>
      <div className="h-[min(44rem,70dvh)] overflow-hidden rounded-xl border bg-surface shadow-card">
        <iframe
          key={savedState(page)}
          title={t("title")}
          src={`/status/${page.slug}/preview`}
          // Links open beside the dashboard; forms go nowhere.
          sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
          loading="lazy"
          className={classNames(
            "block border-0",
            width === "phone" ? "size-full" : "h-[200%] w-[200%] origin-top-left scale-50",
          )}
        />
      </div>
    </section>
  );
}

/** Another text when something was saved that the page shows. */
function savedState({ slug, title, description, look, assets, sections }: StatusPageDetail): string {
  const shown = sections.map(({ components, ...section }) => ({
    ...section,
    components: components.map(({ state: _, ...component }) => component),
  }));
  return JSON.stringify([slug, title, description, look, assets, shown]);
}
