import { Role } from "#contracts/role.ts";

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

export function hasRole(actor: Actor, least: Role): boolean {
  return Role.options.indexOf(actor.role) >= Role.options.indexOf(least);
}
