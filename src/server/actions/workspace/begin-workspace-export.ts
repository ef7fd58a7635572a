import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import type { Person } from "../caller.ts";

/** Before the form that downloads, so that the page can ask for the proof; the download itself is what is written down. */
export function beginWorkspaceExport(deps: { now: () => Date }, person: Person): { url: string } {
  requireFreshProof(person.identity, deps.now());
  return { url: "/api/workspace/export" };
}
