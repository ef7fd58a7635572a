import type { Role } from "#contracts/role.ts";

export type MemberChangeCase = {
  actor: { userId: string; role: Role };
  target: { userId: string; role: Role };
  /** Null: they are removed, or leave. */
  becomes: Role | null;
  owners: number;
};

/** Why a member may not be changed so, as a sentence; null when it may be. */
export function judgeMemberChange({ actor, target, becomes, owners }: MemberChangeCase): string | null {
  const isSelf = actor.userId === target.userId;
  const leaves = isSelf && becomes === null;
  if (!leaves && actor.role !== "owner" && actor.role !== "admin")
    return "Only admins and owners change who belongs to the workspace.";
  if (actor.role !== "owner" && target.role === "owner") return "Only an owner changes an owner.";
  if (actor.role !== "owner" && becomes === "owner") return "Only an owner makes somebody an owner.";
  if (target.role === "owner" && becomes !== "owner" && owners <= 1) return lastOwner(isSelf);
  return null;
}

function lastOwner(isSelf: boolean): string {
  return isSelf
    ? "You are the last owner. Make somebody else an owner first, or delete the workspace."
    : "This is the last owner. Make somebody else an owner first.";
}
