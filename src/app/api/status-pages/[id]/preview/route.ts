import { handleStatusPreview } from "#server/trpc/handle-status-preview.ts";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return handleStatusPreview(request, (await params).id);
}
