import { handleStatusAsset } from "#server/trpc/handle-status-asset.ts";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; kind: string }> },
): Promise<Response> {
  return handleStatusAsset(request, await params);
}
