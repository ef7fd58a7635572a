import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function OnCallLoading() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading">
      <PageHeader title="On call" note="Whose turn it is to be told by an escalation step." />
      <Skeleton className="h-64" />
    </div>
  );
}
