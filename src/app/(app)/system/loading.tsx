import { useTranslations } from "next-intl";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function SystemLoading() {
  const t = useTranslations("system");
  return (
    <div className="flex flex-col gap-5" role="status" aria-label={t("loading")}>
      <PageHeader title={t("title")} note={t("note")} />
      <Skeleton className="h-12" />
      <Skeleton className="h-24" />
      <Skeleton className="h-96" />
    </div>
  );
}
