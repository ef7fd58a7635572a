import type { Role } from "#generated/prisma/enums.ts";

/** Who makes a call. Every procedure of the dashboard is for one kind of actor only. */
export type Actor = {
  kind: "user";
  userId: string;
  email: string;
  name: string | null;
  workspaceId: string;
  workspaceName: string;
  role: Role;
  sessionId: string;
};

const RANK: Record<Role, number> = { viewer: 0, editor: 1, admin: 2, owner: 3 };

export function hasRole(actor: Actor, least: Role): boolean {
  return RANK[actor.role] >= RANK[least];
}
