import { useTranslations } from "next-intl";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { INCIDENT_GRID } from "./incident-row.tsx";

const ROWS = ["a", "b", "c", "d", "e"];

export function IncidentListSkeleton() {
  const t = useTranslations("incidents");
  return (
    <div role="status" aria-label={t("loading")} className="divide-y">
      {ROWS.map((row) => (
        <div key={row} className={`px-4 py-3.5 ${INCIDENT_GRID}`}>
          <Skeleton className="h-4 w-24 max-lg:mb-2" />
          <div className="flex flex-col gap-2">
            <Skeleton className="h-4 w-48 max-w-full" />
            <Skeleton className="h-3 w-80 max-w-full" />
          </div>
          <Skeleton className="h-4 max-lg:hidden" />
          <Skeleton className="h-4 max-lg:hidden" />
          <Skeleton className="h-4 max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}
