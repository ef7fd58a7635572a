import type { LimitAnswer } from "#domain/limits/limit-answer.ts";
import { drainBucket, type LimitPolicy, takeToken } from "#domain/limits/token-bucket.ts";

/**
 * The buckets of one policy in this process, by key, in two generations: a million addresses cost no more than `mostKeys` of
 * them. Whoever has not called for longest is forgotten first, and begins with a full bucket. A single map in the order of
 * use would look through all its gaps for the oldest one.
 */
export class BucketShelf {
  #recent = new Map<string, number>();
  #older = new Map<string, number>();

  constructor(
    readonly policy: LimitPolicy,
    private readonly mostKeys: number,
  ) {}

  get size(): number {
    return this.#recent.size + this.#older.size;
  }

  take(key: string, nowMs: number): LimitAnswer {
    const { fullAt, answer } = takeToken(this.policy, { fullAt: this.#find(key), nowMs });
    this.#keep(key, fullAt);
    return answer;
  }

  /** Others have taken that much from the same bucket. */
  drain(key: string, { cost, nowMs }: { cost: number; nowMs: number }): void {
    this.#keep(key, drainBucket(this.policy, { fullAt: this.#find(key), nowMs, cost }));
  }

  /** The token of a call that turned out not to count. */
  giveBack(key: string, nowMs: number): void {
    const fullAt = this.#find(key) ?? nowMs;
    this.#keep(key, fullAt - this.policy.windowMs / this.policy.quota);
  }

  #find(key: string): number | undefined {
    return this.#recent.get(key) ?? this.#older.get(key);
  }

  #keep(key: string, fullAt: number): void {
    if (this.#recent.size >= this.mostKeys / 2 && !this.#recent.has(key)) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(key, fullAt);
  }
}
