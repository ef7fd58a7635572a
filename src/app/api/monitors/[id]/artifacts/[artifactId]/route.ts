import { handleArtifact } from "#server/trpc/handle-artifact.ts";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; artifactId: string }> },
): Promise<Response> {
  const { id, artifactId } = await params;
  return handleArtifact(request, { id, artifactId });
}
