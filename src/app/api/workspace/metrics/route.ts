import { withRequest } from "#server/runtime/request/with-request.ts";
import { handleWorkspaceMetrics } from "#server/trpc/handle-workspace-metrics.ts";

export const dynamic = "force-dynamic";

export const GET = withRequest({ route: "/api/workspace/metrics", kind: "app" }, handleWorkspaceMetrics);
