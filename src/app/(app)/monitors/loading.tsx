import { useTranslations } from "next-intl";
import { MonitorListSkeleton } from "#ui/monitors/monitor-list-skeleton.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function MonitorsLoading() {
  const t = useTranslations("shell.sections");
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("monitors")} />
      <Skeleton className="h-9" />
      <Card>
        <MonitorListSkeleton />
      </Card>
    </div>
  );
}
