import type { ArtifactView } from "#contracts/artifact.ts";
import type { Actor } from "#server/auth/actor.ts";
import { findArtifact } from "#server/store/artifact-store.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

/** A file that a probe handed in beside a tick of the monitor. */
export async function findMonitorArtifact(
  deps: ViewDeps,
  actor: Actor,
  asked: { id: string; artifactId: string },
): Promise<ArtifactView | null> {
  const { id: monitorId } = await getMonitorHead(deps, actor, asked.id);
  return findArtifact(deps.sql, { monitorId, id: asked.artifactId });
}
