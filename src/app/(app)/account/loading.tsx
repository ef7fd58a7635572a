import { useTranslations } from "next-intl";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function AccountLoading() {
  const t = useTranslations("account");
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-5" role="status" aria-label={t("loading")}>
      <PageHeader title={t("title")} note={t("note")} />
      <Skeleton className="h-52" />
      <Skeleton className="h-80" />
      <Skeleton className="h-36" />
    </div>
  );
}
