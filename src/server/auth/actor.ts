import type { ApiScope } from "#contracts/api-key.ts";
import { Role } from "#contracts/role.ts";

/** A person with a live session, in whatever workspace, or in none. */
export type Identity = {
  userId: string;
  email: string;
  name: string | null;
  sessionId: string;
  /** When this browser last proved who it is. */
  provenAt: Date;
};

type InWorkspace = {
  workspaceId: string;
  workspaceName: string;
  role: Role;
  /** Not empty: sees only monitors that have one of these tags, and what belongs to those. */
  tags: readonly string[];
  /** Who, in words that timelines and the audit log keep: an e-mail address, or the name of a key. */
  label: string;
  name: string | null;
};

export type UserActor = InWorkspace & Omit<Identity, "name"> & { kind: "user" };
export type KeyActor = InWorkspace & { kind: "key"; keyId: string; scopes: readonly ApiScope[] };

/** Who makes a call in a workspace. */
export type Actor = UserActor | KeyActor;

/** The user's or the key's id: two with one name stay two. */
export function actorId(actor: Actor): string {
  return actor.kind === "user" ? actor.userId : actor.keyId;
}

export function hasRole(actor: Pick<Actor, "role">, least: Role): boolean {
  return Role.options.indexOf(actor.role) >= Role.options.indexOf(least);
}
