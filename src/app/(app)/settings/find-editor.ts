import "server-only";
import { redirect } from "next/navigation";
import { findIdentity } from "#app/server-query.ts";

/** Spares viewers a page of refusals. */
export async function findEditor(): Promise<void> {
  const role = (await findIdentity())?.workspace?.role;
  if (role === undefined || role === "viewer") redirect("/settings");
}

/** Whoever sees a part of the workspace would be refused, too. */
export async function findSharedEditor(): Promise<void> {
  const workspace = (await findIdentity())?.workspace;
  if (!workspace || workspace.role === "viewer" || workspace.tags.length > 0) redirect("/settings");
}
