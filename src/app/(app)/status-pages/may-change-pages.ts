import "server-only";
import { findIdentity } from "#app/server-query.ts";

/** Whoever sees only some monitors would decide about what they cannot see. */
export async function mayChangePages(): Promise<boolean> {
  const workspace = (await findIdentity())?.workspace ?? null;
  return workspace !== null && workspace.role !== "viewer" && workspace.tags.length === 0;
}
