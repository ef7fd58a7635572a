import "server-only";
import { redirect } from "next/navigation";
import { findIdentity } from "#app/server-query.ts";
import type { Role } from "#contracts/role.ts";

/** Spares others a page of refusals; what may be read, each procedure decides by itself. */
export async function findAdmin(): Promise<{ userId: string; role: Role }> {
  const identity = await findIdentity();
  const role = identity?.workspace?.role;
  if (!identity || (role !== "admin" && role !== "owner")) redirect("/settings");
  return { userId: identity.userId, role };
}
