import type { StatusAccess } from "#contracts/status-page.ts";
import { hashPassword } from "#server/auth/password.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { type PageAnswer, requirePageEditor, savePageChange } from "./change-page.ts";

type AccessChange = { id: string; access: StatusAccess; password?: string | undefined };

/**
 * Who is let in. `password` left out: the one that there is stays. Whoever was let in before has to prove it again, since
 * the version moves with every change.
 */
export async function setAccess(
  deps: ActionDeps,
  caller: Caller,
  { id, access, password }: AccessChange,
): Promise<PageAnswer> {
  requirePageEditor(caller);
  requireSomebody(access);
  const given = access.kind === "password" && password !== undefined ? await hashPassword(password) : null;
  return savePageChange(deps, { caller, id }, (page) => {
    const passwordHash = access.kind === "password" ? (given ?? page.passwordHash) : null;
    if (access.kind === "password" && passwordHash === null) {
      throw new AppError("invalid", "Choose a password for the visitors.", { field: "password" });
    }
    return {
      change: { access, passwordHash, accessVersion: page.accessVersion + 1 },
      action: "status_page.access",
      before: { access: describeAccess(page.access) },
      after: { access: describeAccess(access), ...(given !== null && { newPassword: true }) },
    };
  });
}

function requireSomebody(access: StatusAccess): void {
  if (access.kind !== "email" || access.domains.length + access.addresses.length > 0) return;
  throw new AppError("invalid", "Name at least one domain or address.", { field: "access.domains" });
}

/** For the audit: addresses of people stay out of it. */
function describeAccess(access: StatusAccess) {
  if (access.kind === "email")
    return { kind: access.kind, domains: access.domains, addresses: access.addresses.length };
  if (access.kind === "network") return { kind: access.kind, ranges: access.ranges };
  return { kind: access.kind };
}
