import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { gateKey } from "#server/runtime/gate-cookie.ts";
import { admitVisitor, isMember } from "./admit-visitor.ts";
import { findGate, type PageGate, type PageRef, readSnapshotOf, type StatusDeps } from "./read-snapshot.ts";

export type OpenSnapshot = {
  kind: "open";
  snapshot: StatusSnapshot;
  page: PageGate;
  etag: string;
  /** Postgres does not answer: the last good one, as of its `generatedAt`. */
  isOld: boolean;
  /** Everybody gets the same answer, so that caches may keep it. */
  isPublic: boolean;
  /** `?key=` for feeds and badges of a private page; null: it needs none, or none would help. */
  key: string | null;
};

/** missing: there is no such page, or this visitor must not know of it. */
type Closed =
  | { kind: "gate"; gate: "password" | "email"; page: PageGate }
  | { kind: "missing" }
  | { kind: "unavailable" };

/**
 * Who may see is asked before anything of the page is read, and where there is none the same is asked, so that neither the
 * answer nor its time tells one from the other.
 */
export async function openGate(
  deps: StatusDeps,
  request: Request,
  ref: PageRef,
): Promise<Closed | { kind: "admitted"; page: PageGate; isPublic: boolean }> {
  const found = await findGate(deps, ref);
  if (found.kind !== "found") {
    if (found.kind === "missing") await isMember(deps, request, null);
    return found;
  }
  const admission = await admitVisitor(deps, request, found.page);
  return admission.kind === "refused" ? { kind: "missing" } : { ...admission, page: found.page };
}

/** A page as its visitor may see it. */
export async function openSnapshot(
  deps: StatusDeps,
  request: Request,
  ref: PageRef,
): Promise<Closed | OpenSnapshot> {
  const opened = await openGate(deps, request, ref);
  if (opened.kind !== "admitted") return opened;
  const { page, isPublic } = opened;
  const read = await readSnapshotOf(deps, page);
  if (read.kind !== "found") return read;
  const { snapshot, etag, isOld } = read;
  const needsKey = !isPublic && page.state === "published" && page.access.kind !== "network";
  const key = needsKey ? gateKey(deps.auth.secret, page) : null;
  return { kind: "open", snapshot, page, etag, isOld, isPublic, key };
}
