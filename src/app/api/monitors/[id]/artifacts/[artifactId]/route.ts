import { withRequest } from "#server/runtime/request/with-request.ts";
import { handleArtifact } from "#server/trpc/handle-artifact.ts";

export const GET = withRequest(
  { route: "/api/monitors/[id]/artifacts/[artifactId]", kind: "app" },
  async (request: Request, { params }: { params: Promise<{ id: string; artifactId: string }> }) => {
    const { id, artifactId } = await params;
    return handleArtifact(request, { id, artifactId });
  },
);
