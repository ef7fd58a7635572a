import { withRequest } from "#server/runtime/request/with-request.ts";
import { handleStatusAsset } from "#server/trpc/handle-status-asset.ts";

export const GET = withRequest(
  { route: "/api/status-pages/[id]/assets/[kind]", kind: "app" },
  async (request: Request, { params }: { params: Promise<{ id: string; kind: string }> }) => {
    return handleStatusAsset(request, await params);
  },
);
