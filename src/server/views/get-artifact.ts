import type { ArtifactView } from "#contracts/artifact.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findArtifact } from "#server/store/artifact-store.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

/** A file that a probe handed in beside a tick of the monitor. */
export async function getMonitorArtifact(
  deps: ViewDeps,
  actor: Actor,
  asked: { id: string; artifactId: string },
): Promise<ArtifactView> {
  const { id: monitorId } = await getMonitorHead(deps, actor, asked.id);
  const file = await findArtifact(deps.sql, { monitorId, id: asked.artifactId });
  if (file === null) throw new AppError("not_found", "There is no such file any more.");
  return file;
}
