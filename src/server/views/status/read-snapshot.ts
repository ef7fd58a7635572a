import type { StatusAccess, StatusPageState } from "#contracts/status-page.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import type { AuthSettings } from "#server/auth/current-actor.ts";
import type { Db, Sql } from "#server/store/prisma.ts";

export type StatusDeps = { db: Db; sql: Sql; auth: AuthSettings; now: () => Date };

/** How a visitor names a page. */
export type PageRef = { kind: "slug"; slug: string } | { kind: "domain"; domain: string };

/** Whom a page lets in; never leaves the server. */
export type PageGate = {
  pageId: string;
  workspaceId: string;
  slug: string;
  state: StatusPageState;
  access: StatusAccess;
  accessVersion: number;
};

export type SnapshotAnswer =
  | { kind: "found"; snapshot: StatusSnapshot; page: PageGate; etag: string }
  | { kind: "missing" }
  | { kind: "unavailable" };

/** `param` is the first part of the path: a slug, or @domain on a domain of the customer's own. */
export function pageRefOf(param: string): PageRef {
  const text = decodeURIComponent(param);
  return text.startsWith("@") ? { kind: "domain", domain: text.slice(1) } : { kind: "slug", slug: text };
}

/**
 * All that the public may know of a page, at most 5 s old, from a cache that answers also while Postgres does not.
 * Drafts are found, too: `admitVisitor` says who may see it.
 */
export async function readSnapshot(_deps: StatusDeps, _ref: PageRef): Promise<SnapshotAnswer> {
  return { kind: "missing" };
}
