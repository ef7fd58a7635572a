import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";

export function WarningsPanel({ warnings }: { warnings: readonly string[] }) {
  const t = useTranslations("system");
  if (warnings.length === 0) {
    return (
      <p
        className="flex items-center gap-2.5 rounded-xl border bg-surface px-4 py-3 font-medium shadow-card"
        role="status"
      >
        <CircleCheck aria-hidden className="size-4 text-up" />
        {t("allWell")}
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-2" aria-label={t("warnings")}>
      {warnings.map((warning) => (
        <li
          key={warning}
          className="flex items-start gap-2.5 rounded-xl border border-warn/30 bg-warn-soft px-4 py-3 text-ink"
        >
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <span lang="en" className="min-w-0 break-words">
            {warning}
          </span>
        </li>
      ))}
    </ul>
  );
}
