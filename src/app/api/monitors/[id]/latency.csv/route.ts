import { withRequest } from "#server/runtime/request/with-request.ts";
import { handleExport } from "#server/trpc/handle-export.ts";

export const GET = withRequest(
  { route: "/api/monitors/[id]/latency.csv", kind: "expensive" },
  async (request: Request, { params }: { params: Promise<{ id: string }> }) => {
    const { id } = await params;
    return handleExport(request, { id, what: "latency" });
  },
);
