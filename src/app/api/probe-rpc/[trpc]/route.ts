import { serverDeps } from "#server/runtime/deps.ts";
import { createProbeHandler } from "#server/trpc/probe-handler.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 30;

let handler: ReturnType<typeof createProbeHandler> | undefined;

export function POST(request: Request): Promise<Response> {
  handler ??= createProbeHandler(serverDeps());
  return handler(request);
}
