import type { LimitPolicy } from "#domain/limits/token-bucket.ts";
import { BucketShelf } from "#server/runtime/limits/bucket-shelf.ts";
import { bucketKeyOf } from "#server/runtime/limits/process-limits.ts";

const MOST_KEYS = 20_000;
/** Calls of one address with tokens that this process has not seen to be right. */
const STRANGERS: LimitPolicy = { name: "strangers", quota: 600, windowMs: 60_000 };

export type GateCall = { tokenHash: string; address: string; nowMs: number };

/**
 * What keeps a flood from Postgres, in this process and without Postgres, which may be what is away. Each token has its
 * bucket. Tokens that are made up have one for each address that tries them; a token that was right once does not need it, so
 * that jobs behind the same address go on.
 */
export class CallGate {
  readonly #tokens: BucketShelf;
  readonly #strangers = new BucketShelf(STRANGERS, MOST_KEYS);
  /** Two generations, each of half of what may be remembered. */
  #known = new Set<string>();
  #olderKnown = new Set<string>();

  constructor(perSecond: number) {
    this.#tokens = new BucketShelf({ name: "heartbeat", quota: perSecond, windowMs: 1_000 }, MOST_KEYS);
  }

  admits({ tokenHash, address, nowMs }: GateCall): boolean {
    if (!this.#tokens.take(tokenHash, nowMs).isAllowed) return false;
    const key = bucketKeyOf(address);
    return key === null || this.#isKnown(tokenHash) || this.#strangers.take(key, nowMs).isAllowed;
  }

  /** There is such a heartbeat: its calls cost its address nothing. */
  welcome({ tokenHash, address, nowMs }: GateCall): void {
    if (this.#isKnown(tokenHash)) return;
    if (this.#known.size >= MOST_KEYS / 2) {
      this.#olderKnown = this.#known;
      this.#known = new Set();
    }
    this.#known.add(tokenHash);
    const key = bucketKeyOf(address);
    if (key !== null) this.#strangers.giveBack(key, nowMs);
  }

  #isKnown(tokenHash: string): boolean {
    return this.#known.has(tokenHash) || this.#olderKnown.has(tokenHash);
  }
}
