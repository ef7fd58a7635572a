import { AppError } from "#server/runtime/app-error.ts";
import { findMember } from "#server/store/member-store.ts";
import { setSessionWorkspace } from "#server/store/workspace-membership-store.ts";
import type { ActionDeps, Person } from "../caller.ts";

/** This browser looks at another workspace of the caller's from its next call on; their other browsers stay. */
export async function switchWorkspace(
  deps: ActionDeps,
  { identity }: Person,
  workspaceId: string,
): Promise<{ id: string }> {
  const { userId, sessionId } = identity;
  if (!(await findMember(deps.db, { workspaceId, userId }))) {
    throw new AppError("not_found", "You belong to no such workspace.");
  }
  await setSessionWorkspace(deps.db, { sessionId, userId, workspaceId });
  return { id: workspaceId };
}
