import { useTranslations } from "next-intl";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function EscalationLoading() {
  const t = useTranslations("escalation");
  const common = useTranslations("common.form");
  return (
    <div className="flex flex-col gap-5" role="status" aria-label={common("loading")}>
      <PageHeader title={t("title")} note={t("note")} />
      <Skeleton className="h-64" />
    </div>
  );
}
