import { buildId } from "#server/runtime/build-id.ts";

export const dynamic = "force-dynamic";

/** Open pages ask for the build from time to time, to offer a reload after an update. */
export function GET(): Response {
  return Response.json({ ok: true, build: buildId() }, { headers: { "cache-control": "no-store" } });
}
