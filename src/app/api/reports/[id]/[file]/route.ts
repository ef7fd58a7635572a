import { handleReport } from "#server/trpc/handle-report.ts";

export const dynamic = "force-dynamic";

/** report.json, report.csv or report.pdf. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; file: string }> },
): Promise<Response> {
  return handleReport(request, await params);
}
