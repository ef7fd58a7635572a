import type { Role } from "#contracts/role.ts";

export type ShareRefusal = "viewer" | "tags";

/**
 * Why somebody may not change what all of the workspace shares: channels, escalation, on-call, secrets. Null: they may. The
 * same rule as the server's `sharedEditorProcedure`, which has the last word.
 */
export function whyNotShare(member: { role: Role; tags: readonly string[] }): ShareRefusal | null {
  if (member.role === "viewer") return "viewer";
  return member.tags.length > 0 ? "tags" : null;
}
