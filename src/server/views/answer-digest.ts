import { Digest } from "#contracts/sla-report.ts";
import { hasDigest } from "#server/store/day-link-store.ts";
import type { ViewDeps } from "./view-deps.ts";

/** Needs no session: who has no file cannot guess a digest, and the answer says nothing else. */
export async function answerDigest(deps: Pick<ViewDeps, "sql">, digest: string): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  const asked = Digest.safeParse(digest);
  if (!asked.success) return Response.json({ error: "Give a SHA-256 in hex." }, { status: 400, headers });
  return Response.json({ known: await hasDigest(deps.sql, asked.data) }, { headers });
}
