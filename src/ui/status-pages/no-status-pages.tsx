import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "#ui/primitives/card.tsx";
import { PagePicture } from "./page-picture.tsx";

const POINTS = ["truth", "regions", "calm"] as const;

/** What a page is good for, beside what one looks like. */
export function NoStatusPages({ action }: { action: ReactNode }) {
  const t = useTranslations("statusPages.empty");
  return (
    <Card className="grid items-center gap-8 overflow-hidden p-6 sm:p-10 lg:grid-cols-2">
      <div className="flex flex-col items-start gap-4">
        <h2 className="text-lg font-semibold tracking-tight text-balance">{t("title")}</h2>
        <p className="max-w-prose text-sm text-pretty text-ink-2">{t("text")}</p>
        <ul className="flex list-disc flex-col gap-1.5 pl-5 text-sm text-ink-2 marker:text-ink-3">
          {POINTS.map((point) => (
            <li key={point}>{t(`points.${point}`)}</li>
          ))}
        </ul>
        {action || <p className="text-sm text-ink-3">{t("viewer")}</p>}
      </div>
      <PagePicture />
    </Card>
  );
}
