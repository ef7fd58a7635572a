import type { NextRequest } from "next/server";
import { type AuthRouteContext, handleAuthRequest } from "#server/auth/handle-auth-request.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

function handle(request: NextRequest, context: AuthRouteContext): Promise<Response> {
  return handleAuthRequest(appDeps(), request, context);
}

const served = withRequest({ route: "/api/auth", kind: "anonymous" }, handle);

export { served as GET, served as POST };
