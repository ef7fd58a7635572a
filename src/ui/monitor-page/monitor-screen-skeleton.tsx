"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export function MonitorScreenSkeleton() {
  const t = useTranslations("monitorPage");
  return (
    <div role="status" aria-label={t("loading")} className="flex flex-col gap-5">
      <Skeleton className="h-16 max-w-md" />
      <Skeleton className="h-20" />
      <Skeleton className="h-40" />
      <Skeleton className="h-80" />
      <Skeleton className="h-64" />
    </div>
  );
}
