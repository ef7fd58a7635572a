import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function AlertsLoading() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading alerts">
      <PageHeader title="Alerts" note="Who is told when a monitor goes down, and when it is back." />
      <Skeleton className="h-40" />
      <Skeleton className="h-64" />
    </div>
  );
}
