import { useTranslations } from "next-intl";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function StatusPageLoading() {
  const t = useTranslations("statusPages");
  return (
    <div className="flex flex-col gap-5" role="status" aria-label={t("loadingPage")}>
      <Skeleton className="h-52" />
      <Skeleton className="h-64" />
    </div>
  );
}
