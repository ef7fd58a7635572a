import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function MaintenanceLoading() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading maintenance">
      <PageHeader title="Maintenance" note="Times in which nobody is told. Checks go on." />
      <Skeleton className="h-40" />
      <Skeleton className="h-64" />
    </div>
  );
}
