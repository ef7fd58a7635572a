import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";

export default function DefaultRulesLoading() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading default rules">
      <PageHeader title="Default rules" note="How monitors without rules of their own are judged." />
      <Skeleton className="h-96" />
    </div>
  );
}
