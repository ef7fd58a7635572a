import { handleWorkspaceMetrics } from "#server/trpc/handle-workspace-metrics.ts";

export const dynamic = "force-dynamic";

export const GET = handleWorkspaceMetrics;
