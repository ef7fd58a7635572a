import { handleRest } from "#server/rest/handle-rest.ts";
import { refuseRest } from "#server/rest/refuse-rest.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

const handle = withRequest(
  { route: "/api/v1/[...path]", kind: "app", refuse: refuseRest },
  (request: Request) => handleRest(appDeps(), request),
);

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
