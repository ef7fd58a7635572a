import { Skeleton } from "#ui/primitives/skeleton.tsx";

export function MonitorScreenSkeleton() {
  return (
    <div role="status" aria-label="Loading the monitor" className="flex flex-col gap-5">
      <Skeleton className="h-16 max-w-md" />
      <Skeleton className="h-20" />
      <Skeleton className="h-40" />
      <Skeleton className="h-80" />
      <Skeleton className="h-64" />
    </div>
  );
}
