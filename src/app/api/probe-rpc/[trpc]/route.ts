import { serverDeps } from "#server/runtime/deps.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { createProbeHandler } from "#server/trpc/probe-handler.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 30;

let handler: ReturnType<typeof createProbeHandler> | undefined;

export const POST = withRequest({ route: "/api/probe-rpc", kind: "probe" }, (request) => {
  handler ??= createProbeHandler(serverDeps());
  return handler(request);
});
