import { isDraining } from "#server/runtime/drain.ts";
import { latestMigration } from "#server/runtime/latest-migration.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { checkReadiness } from "#server/views/check-readiness.ts";

export const dynamic = "force-dynamic";

export const GET = withRequest({ route: "/api/health/ready", kind: "open" }, async () => {
  if (isDraining()) return answer(503, { ok: false, draining: true });
  const readiness = await checkReadiness({ ...appDeps(), latestMigration: latestMigration() });
  return answer(readiness.ok ? 200 : 503, readiness);
});

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
