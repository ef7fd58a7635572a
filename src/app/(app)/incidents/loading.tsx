import { useTranslations } from "next-intl";
import { IncidentListSkeleton } from "#ui/incidents/incident-list-skeleton.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function IncidentsLoading() {
  const t = useTranslations("incidents");
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")} />
      <Skeleton className="h-9" />
      <Card>
        <IncidentListSkeleton />
      </Card>
    </div>
  );
}
