import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { ageSnapshot } from "#domain/status/age-snapshot.ts";
import type { AuthSettings } from "#server/auth/current-actor.ts";
import type { Logger } from "#server/runtime/log.ts";
import { FRESH_MS, statusCaches } from "#server/runtime/snapshot-cache.ts";
import type { Db, Sql } from "#server/store/prisma.ts";
import { findPageGate, type PageGate, type PageRef } from "#server/store/status-snapshot-store.ts";
import { type BuiltSnapshot, buildSnapshot, type KnownPast } from "./build-snapshot.ts";

export type { PageGate, PageRef };

export type StatusDeps = { db: Db; sql: Sql; auth: AuthSettings; log: Logger; now: () => Date };

/** `isOld`: Postgres does not answer, so this is the last good one, as of its `generatedAt`. */
export type SnapshotAnswer =
  | { kind: "found"; snapshot: StatusSnapshot; page: PageGate; etag: string; isOld: boolean }
  | { kind: "missing" }
  | { kind: "unavailable" };

export type GateAnswer = { kind: "found"; page: PageGate } | { kind: "missing" } | { kind: "unavailable" };

const NAME = /^[a-z0-9.-]{1,253}$/;
const MOST_MISSING = 10_000;

/** `param` is the first part of the path: a slug, or @domain on a domain of the customer's own. */
export function pageRefOf(param: string): PageRef {
  const text = param.replace(/^%40/, "@");
  return text.startsWith("@")
    ? { kind: "domain", domain: text.slice(1).toLowerCase() }
    : { kind: "slug", slug: text };
}

/** One look by an index at most every 5 s, whether or not there is such a page. */
export async function findGate(deps: StatusDeps, ref: PageRef): Promise<GateAnswer> {
  const name = ref.kind === "slug" ? ref.slug : `@${ref.domain}`;
  if (!NAME.test(name.replace("@", ""))) return { kind: "missing" };
  const { gates, missing } = statusCaches();
  const nowMs = deps.now().getTime();
  const knownUntil = missing.get(name);
  if (knownUntil !== undefined && knownUntil > nowMs) return { kind: "missing" };
  const read = await attempt(deps, () => gates.read(name, () => findPageGate(deps.sql, ref)));
  if (read === null) return { kind: "unavailable" };
  if (read.value !== null) return { kind: "found", page: read.value };
  // Names that nobody has must not push out those of pages.
  gates.forget(name);
  if (missing.size >= MOST_MISSING) missing.clear();
  missing.set(name, nowMs + FRESH_MS);
  return { kind: "missing" };
}

type Kept = { pageId: string; bytes: number; value: BuiltSnapshot | null };

/**
 * All that the public may know of a page, at most 5 s old, from a cache that answers also while Postgres does not. Whether
 * the visitor may see it is asked before: `openSnapshot`.
 */
export async function readSnapshotOf(deps: StatusDeps, page: PageGate): Promise<SnapshotAnswer> {
  const { snapshots } = statusCaches();
  // What the gate says of the page is in the snapshot, too.
  const key = [page.pageId, page.accessVersion, page.state, page.domain, page.slug].join(" ");
  const read = await attempt(deps, () =>
    snapshots.read(key, (last) => build(deps, page, (last as Kept | null)?.value?.past ?? null)),
  );
  if (read === null) return { kind: "unavailable" };
  const built = (read.value as Kept).value;
  if (built === null) {
    snapshots.forget(key);
    return { kind: "missing" };
  }
  const snapshot = ageSnapshot(built.snapshot, deps.now().getTime());
  const etag = snapshot === built.snapshot ? built.etag : `${built.etag}-old`;
  return { kind: "found", snapshot, page, etag, isOld: read.isOld };
}

async function build(deps: StatusDeps, page: PageGate, past: KnownPast | null): Promise<Kept> {
  const value = await buildSnapshot({ sql: deps.sql, appUrl: deps.auth.appUrl, now: deps.now }, page, past);
  return { pageId: page.pageId, bytes: JSON.stringify(value?.snapshot ?? null).length, value };
}

/** Null when it cannot be had and nothing older is known. */
async function attempt<Value>(deps: StatusDeps, work: () => Promise<Value>): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    deps.log.warn({ err: error }, "A status page could not be read, and none is kept.");
    return null;
  }
}
