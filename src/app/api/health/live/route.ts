import { buildId } from "#server/runtime/build-id.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";

export const dynamic = "force-dynamic";

/** Open pages ask for the build from time to time, to offer a reload after an update. */
export const GET = withRequest({ route: "/api/health/live", kind: "open" }, () => {
  return Response.json({ ok: true, build: buildId() }, { headers: { "cache-control": "no-store" } });
});
