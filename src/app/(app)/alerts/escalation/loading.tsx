import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function EscalationLoading() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading">
      <PageHeader title="Escalation" note="Whom to tell next while nobody acknowledges." />
      <Skeleton className="h-64" />
    </div>
  );
}
