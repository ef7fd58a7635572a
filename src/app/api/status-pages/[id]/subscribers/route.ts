import { handleSubscriberExport } from "#server/trpc/handle-subscriber-export.ts";

type Segment = { params: Promise<{ id: string }> };

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  return handleSubscriberExport(request, (await params).id);
}
