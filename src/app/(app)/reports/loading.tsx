import { useTranslations } from "next-intl";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function ReportsLoading() {
  const t = useTranslations("reports");
  return (
    <div className="flex flex-col gap-5" role="status" aria-label={t("loading")}>
      <PageHeader title={t("title")} note={t("note")} />
      <Skeleton className="h-64" />
      <Skeleton className="h-40" />
    </div>
  );
}
