import { handleMetrics } from "#server/trpc/handle-metrics.ts";

export const dynamic = "force-dynamic";

export const GET = handleMetrics;
