import { useTranslations } from "next-intl";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { ROW_GRID } from "./row-grid.ts";

const ROWS = ["a", "b", "c", "d", "e", "f"];

export function MonitorListSkeleton() {
  const t = useTranslations("monitors");
  return (
    <div role="status" aria-label={t("loading")} className="divide-y">
      {ROWS.map((row) => (
        <div key={row} className={`px-4 py-3.5 ${ROW_GRID}`}>
          <Skeleton className="size-4 max-lg:hidden" />
          <div className="flex flex-col gap-2">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-3 w-56 max-w-full" />
          </div>
          <Skeleton className="h-6 max-lg:mt-3" />
          <Skeleton className="h-6 max-lg:hidden" />
          <Skeleton className="h-4 max-lg:hidden" />
          <Skeleton className="h-4 max-lg:hidden" />
          <Skeleton className="h-4 max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}
