import type { PageGate } from "#server/store/status-snapshot-store.ts";
import { KeptCache } from "./kept-cache.ts";

/** One build in that time and page, however many visitors. */
export const FRESH_MS = 5_000;
const STALE_MS = 30_000;
const WAIT_MS = 2_000;
const MAKE_MS = 10_000;
const MEBI = 1_048_576;

/** As it is kept; `value` belongs to the view that builds it. */
export type KeptSnapshot = { pageId: string; value: unknown; bytes: number };

/** Bytes that a variant of a page is answered with, for one version of its snapshot. */
export type RenderedBytes = { type: string; csp: string | null; body: Buffer };

type Caches = {
  gates: KeptCache<PageGate | null>;
  /** Names that were asked for and are none, with the end of that knowledge (epoch ms). */
  missing: Map<string, number>;
  snapshots: KeptCache<KeptSnapshot>;
  /** Null: the version has no such part. */
  rendered: KeptCache<RenderedBytes | null>;
};

// On globalThis: separately bundled routes must not keep a cache each.
const holder = globalThis as typeof globalThis & { uptickStatusCaches?: Caches };

export function statusCaches(): Caches {
  holder.uptickStatusCaches ??= createStatusCaches(() => Date.now());
  return holder.uptickStatusCaches;
}

/** `clock` in epoch ms. */
function createStatusCaches(clock: () => number): Caches {
  const times = { freshMs: FRESH_MS, staleMs: STALE_MS, waitMs: WAIT_MS, makeMs: MAKE_MS, clock };
  return {
    gates: new KeptCache({ ...times, maxEntries: 20_000, maxBytes: 20 * MEBI, bytesOf: () => 1_024 }),
    missing: new Map(),
    snapshots: new KeptCache({
      ...times,
      maxEntries: 2_000,
      maxBytes: 64 * MEBI,
      bytesOf: ({ bytes }) => bytes,
    }),
    // The version is part of the key: what is in here is never old.
    rendered: new KeptCache({
      ...times,
      freshMs: Number.POSITIVE_INFINITY,
      maxEntries: 5_000,
      maxBytes: 64 * MEBI,
      bytesOf: (kept) => (kept ? kept.body.length : 1_024),
    }),
  };
}

/**
 * What is served of a page in this process is read anew at the next look. Call it after the commit of whatever changes a
 * page, its posts or who is let in; other processes see it within 5 s.
 */
export function forgetStatusPage(pageId: string): void {
  const { gates, missing, snapshots } = statusCaches();
  // Who may look is never told from an old answer; what they see is, while there is no newer one.
  gates.drop((gate) => gate?.pageId === pageId);
  missing.clear();
  snapshots.spend((kept) => kept.pageId === pageId);
}

/** Next compresses by itself, and takes no answer that is compressed already. */
export function packBytes(rendered: { type: string; csp: string | null; text: string }): RenderedBytes {
  return { type: rendered.type, csp: rendered.csp, body: Buffer.from(rendered.text) };
}
