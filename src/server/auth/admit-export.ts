import type { Prisma } from "#generated/prisma/client.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Logger } from "#server/runtime/log.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";
import { hasRole, type Identity, type UserActor } from "./actor.ts";
import { clientAddress } from "./client-address.ts";
import { type AuthSettings, currentPrincipal } from "./current-actor.ts";
import { isForeignForm } from "./foreign-form.ts";
import { noteDenial } from "./note-denial.ts";
import { requireFreshProof } from "./require-fresh-proof.ts";

export type ExportDeps = { db: Db; auth: AuthSettings; log: Logger; now: () => Date };
type Admitted = { actor: UserActor; identity: Identity; address: string; userAgent: string | null };

const WINDOW = { limit: 20, windowMs: 3_600_000 };

/** A form of our own pages, sent by an admin: whole files of a workspace are not for keys. */
export async function admitExport(
  deps: ExportDeps,
  request: Request,
  wanted: { path: string; freshProof?: boolean },
): Promise<Admitted> {
  const { path } = wanted;
  const { headers } = request;
  const at = deps.now();
  const address = clientAddress(headers, deps.auth.trustProxy);
  const userAgent = headers.get("user-agent")?.slice(0, 300) ?? null;
  const { actor, identity } = await currentPrincipal(deps, { headers, at, address });
  if (actor === null) throw new AppError("unauthenticated", "Sign in first.");
  const refuse = async (reason: string) => {
    await noteDenial({ deps, actor, address, userAgent }, { path, reason });
    return new AppError("forbidden", reason);
  };
  if (actor.kind !== "user" || !identity) throw await refuse("This is for people: no API key may do it.");
  if (isForeignForm(request, deps.auth.appUrl)) throw await refuse("This request comes from another site.");
  if (!hasRole(actor, "admin")) throw await refuse("Only admins and owners export the workspace.");
  if (wanted.freshProof) requireFreshProof(identity, at);
  const answer = await countAttempt(deps.db, { ...WINDOW, key: `export:${actor.userId}`, at });
  if (!answer.allowed)
    throw new AppError("limit_reached", "Very many exports. Wait an hour, then try again.");
  return { actor, identity, address, userAgent };
}

type Export = { action: string; at: Date; detail?: Prisma.InputJsonObject };

/** Taking everything along is itself written down. */
export function recordExport(deps: ExportDeps, caller: Admitted, entry: Export): Promise<void> {
  const { actor, address, userAgent } = caller;
  const { workspaceId, userId, label } = actor;
  const who = { workspaceId, userId, actor: label, address, userAgent };
  return insertAuditEntry(deps.db, { ...entry, ...who, subject: workspaceId });
}

const STATUS = {
  unauthenticated: 401,
  forbidden: 403,
  limit_reached: 429,
  invalid: 400,
  proof_needed: 412,
} as const;

/** Expected refusals as plain text; everything else is for whoever watches the log. */
export async function answerExport(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || !(error.code in STATUS)) throw error;
    const status = STATUS[error.code as keyof typeof STATUS];
    return new Response(`${error.message}\n`, { status, headers: { "cache-control": "no-store" } });
  }
}
