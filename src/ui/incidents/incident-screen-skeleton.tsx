import { useTranslations } from "next-intl";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export function IncidentScreenSkeleton() {
  const t = useTranslations("incidents");
  return (
    <div role="status" aria-label={t("loadingOne")} className="flex flex-col gap-5">
      <Skeleton className="h-8 w-28" />
      <Skeleton className="h-24 max-w-lg" />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Skeleton className="h-96" />
        <Skeleton className="h-48" />
      </div>
    </div>
  );
}
