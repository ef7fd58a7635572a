import { MonitorListSkeleton } from "#ui/monitors/monitor-list-skeleton.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function MonitorsLoading() {
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Monitors" />
      <Skeleton className="h-9" />
      <Card>
        <MonitorListSkeleton />
      </Card>
    </div>
  );
}
