import { withRequest } from "#server/runtime/request/with-request.ts";
import { handleMetrics } from "#server/trpc/handle-metrics.ts";

export const dynamic = "force-dynamic";

export const GET = withRequest({ route: "/api/metrics", kind: "open" }, handleMetrics);
