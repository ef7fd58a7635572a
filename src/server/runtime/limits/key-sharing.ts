import type { Sql } from "#server/store/prisma.ts";
import { addShares, removeOldShares, type Share } from "#server/store/rate-share-store.ts";
import type { Logger } from "../log.ts";
import type { BucketShelf } from "./bucket-shelf.ts";

const SYNC_EVERY_MS = 1_000;
const WINDOW_MS = 60_000;
const FORGET_AFTER_MS = 10 * WINDOW_MS;

type SharingDeps = { sql: Sql; log: Logger; later: (work: () => Promise<void>) => void };

/** What was used here and is not told yet, and of each key what all processes had used when it was told last. */
class KeySharing {
  readonly #pending = new Map<string, number>();
  #known = new Map<string, number>();
  #windowMs = 0;
  #syncedMs = 0;
  #isSyncing = false;
  #isAway = false;

  note(deps: SharingDeps, { shelf, keyId, nowMs }: KeyUse): void {
    this.#pending.set(keyId, (this.#pending.get(keyId) ?? 0) + 1);
    if (this.#isSyncing || nowMs - this.#syncedMs < SYNC_EVERY_MS) return;
    this.#isSyncing = true;
    this.#syncedMs = nowMs;
    deps.later(() => this.sync(deps, shelf, nowMs));
  }

  /** Without the database each process counts alone: calls are let through, never refused for it. */
  async sync(deps: SharingDeps, shelf: BucketShelf, nowMs: number): Promise<void> {
    const shares = [...this.#pending].map(([key, used]): Share => ({ key, used }));
    this.#pending.clear();
    try {
      const windowMs = Math.floor(nowMs / WINDOW_MS) * WINDOW_MS;
      const sums = await addShares(deps.sql, { shares, windowAt: new Date(windowMs) });
      await this.#startWindow(deps, windowMs);
      for (const { key, used } of sums) this.#drain(shelf, { key, used, shares, nowMs });
      this.#isAway = false;
    } catch (error) {
      if (!this.#isAway) deps.log.warn({ err: error }, "What API keys have used is not shared for now.");
      this.#isAway = true;
    } finally {
      this.#isSyncing = false;
    }
  }

  #drain(shelf: BucketShelf, { key, used, shares, nowMs }: Share & { shares: Share[]; nowMs: number }): void {
    const mine = shares.find((share) => share.key === key)?.used ?? 0;
    const others = used - (this.#known.get(key) ?? 0) - mine;
    this.#known.set(key, used);
    if (others > 0) shelf.drain(key, { cost: others, nowMs });
  }

  async #startWindow(deps: SharingDeps, windowMs: number): Promise<void> {
    if (windowMs === this.#windowMs) return;
    this.#windowMs = windowMs;
    this.#known = new Map();
    await removeOldShares(deps.sql, new Date(windowMs - FORGET_AFTER_MS));
  }
}

type KeyUse = { shelf: BucketShelf; keyId: string; nowMs: number };

// On globalThis: separately bundled routes take from the same buckets.
const holder = globalThis as typeof globalThis & { uptickKeySharing?: KeySharing };

/**
 * Tells other processes of a key's call, and hears of theirs: about once a second for all keys together, in one statement,
 * beside the calls. So several processes together let through what one may, and what comes within that second.
 */
export function shareKeyUse(deps: SharingDeps, use: KeyUse): void {
  holder.uptickKeySharing ??= new KeySharing();
  holder.uptickKeySharing.note(deps, use);
}

export function createKeySharing(): KeySharing {
  return new KeySharing();
}
