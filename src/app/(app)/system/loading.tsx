import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function SystemLoading() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading the system's state">
      <PageHeader title="System" note="Uptick itself" />
      <Skeleton className="h-12" />
      <Skeleton className="h-24" />
      <Skeleton className="h-96" />
    </div>
  );
}
