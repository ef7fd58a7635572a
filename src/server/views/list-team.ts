import type { InvitationView, MemberView } from "#contracts/member.ts";
import type { WorkspaceChoice } from "#contracts/workspace.ts";
import type { Actor, Identity } from "#server/auth/actor.ts";
import { listInvitations } from "#server/store/invitation-store.ts";
import { listMembers } from "#server/store/member-store.ts";
import { listWorkspacesOf } from "#server/store/workspace-membership-store.ts";
import type { ViewDeps } from "./view-deps.ts";

/** Owners first, then by address. */
export function listMemberViews(deps: ViewDeps, actor: Actor): Promise<MemberView[]> {
  return listMembers(deps.sql, actor.workspaceId);
}

/** Those that still wait for an answer, and those that nobody answered in time. */
export function listInvitationViews(deps: ViewDeps, actor: Actor): Promise<InvitationView[]> {
  return listInvitations(deps.sql, { workspaceId: actor.workspaceId, at: deps.now() });
}

/** Those that the person belongs to, by name. */
export function listOwnWorkspaces(deps: ViewDeps, identity: Identity): Promise<WorkspaceChoice[]> {
  return listWorkspacesOf(deps.sql, identity.userId);
}
