import { APP_VERSION } from "#server/runtime/app-version.ts";
import { buildId } from "#server/runtime/build-id.ts";
import { latestMigration } from "#server/runtime/latest-migration.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";

export const dynamic = "force-dynamic";

/** What runs here: for whoever rolls out, and for programs that speak the API. */
export const GET = withRequest({ route: "/api/version", kind: "open" }, () =>
  Response.json(
    { name: "uptick", version: APP_VERSION, build: buildId(), schema: latestMigration() },
    { headers: { "cache-control": "no-store" } },
  ),
);
