import { handleMcp } from "#server/mcp/handle-mcp.ts";
import { refuseRest } from "#server/rest/refuse-rest.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

const handle = withRequest({ route: "/api/mcp", kind: "app", refuse: refuseRest }, (request: Request) =>
  handleMcp(appDeps(), request),
);

export { handle as DELETE, handle as GET, handle as POST };
