import { handleRest } from "#server/rest/handle-rest.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

function handle(request: Request): Promise<Response> {
  return handleRest(appDeps(), request);
}

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
