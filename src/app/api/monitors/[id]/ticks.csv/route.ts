import { handleExport } from "#server/trpc/handle-export.ts";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  return handleExport(request, { id, what: "ticks" });
}
