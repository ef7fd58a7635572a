import type { LimitAnswer } from "#domain/limits/limit-answer.ts";
import { drainBucket, type LimitPolicy, takeToken } from "#domain/limits/token-bucket.ts";

/**
 * The buckets of one policy in this process, by key. It forgets whoever has not called for longest: a million addresses
 * cost no more than `mostKeys` of them, and who is forgotten begins with a full bucket.
 */
export class BucketShelf {
  readonly #fullAts = new Map<string, number>();

  constructor(
    readonly policy: LimitPolicy,
    private readonly mostKeys: number,
  ) {}

  get size(): number {
    return this.#fullAts.size;
  }

  take(key: string, nowMs: number): LimitAnswer {
    const { fullAt, answer } = takeToken(this.policy, { fullAt: this.#fullAts.get(key), nowMs });
    this.#keep(key, fullAt);
    return answer;
  }

  /** Others have taken that much from the same bucket. */
  drain(key: string, { cost, nowMs }: { cost: number; nowMs: number }): void {
    this.#keep(key, drainBucket(this.policy, { fullAt: this.#fullAts.get(key), nowMs, cost }));
  }

  #keep(key: string, fullAt: number): void {
    this.#fullAts.delete(key);
    this.#fullAts.set(key, fullAt);
    if (this.#fullAts.size <= this.mostKeys) return;
    const oldest = this.#fullAts.keys().next().value;
    if (oldest !== undefined) this.#fullAts.delete(oldest);
  }
}
