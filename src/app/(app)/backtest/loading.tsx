import { useTranslations } from "next-intl";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function BacktestLoading() {
  const t = useTranslations("backtest");
  return (
    <div className="flex flex-col gap-5" role="status" aria-label={t("loading")}>
      <PageHeader title={t("title")} note={t("note")} />
      <Skeleton className="h-80" />
      <Skeleton className="h-40" />
    </div>
  );
}
