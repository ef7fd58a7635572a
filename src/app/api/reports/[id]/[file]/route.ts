import { withRequest } from "#server/runtime/request/with-request.ts";
import { handleReport } from "#server/trpc/handle-report.ts";

export const dynamic = "force-dynamic";

/** report.json, report.csv or report.pdf. */
export const GET = withRequest(
  { route: "/api/reports/[id]/[file]", kind: "expensive" },
  async (request: Request, { params }: { params: Promise<{ id: string; file: string }> }) => {
    return handleReport(request, await params);
  },
);
