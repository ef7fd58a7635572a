import { withRequest } from "#server/runtime/request/with-request.ts";
import { handleSubscriberExport } from "#server/trpc/handle-subscriber-export.ts";

type Segment = { params: Promise<{ id: string }> };

export const dynamic = "force-dynamic";

export const GET = withRequest(
  { route: "/api/status-pages/[id]/subscribers", kind: "expensive" },
  async (request: Request, { params }: Segment) => {
    return handleSubscriberExport(request, (await params).id);
  },
);
