import { appDeps } from "#server/trpc/app-deps.ts";
import { checkReadiness } from "#server/views/check-readiness.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const readiness = await checkReadiness(appDeps());
  return Response.json(readiness, {
    status: readiness.ok ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
