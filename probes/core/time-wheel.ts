import type { Clock } from "./ports.ts";

const RING_MS = 1 << 17;
const MASK = RING_MS - 1;
const CLOCK_STEP_MS = 1000;

type Timed<Item> = { at: number; item: Item };

/**
 * Hands every item over in the millisecond that it is due: a ring of one bucket per ms with a bitmap over it, so that
 * adding is O(1) and an idle wheel sleeps. Items beyond the ring (131 s) wait in a list.
 */
export class TimeWheel<Item> {
  private readonly buckets = new Map<number, Timed<Item>[]>();
  private readonly bits = new Uint32Array(RING_MS / 32);
  private far: Timed<Item>[] = [];
  private count = 0;
  /** Everything up to this ms was handed over. */
  private cursor: number;
  private armedFor = Number.POSITIVE_INFINITY;
  private disarm: (() => void) | null = null;

  /** A step of the wall clock is seen after `longestSleepMs` at the latest. */
  constructor(
    private readonly clock: Clock,
    private readonly onDue: (item: Item) => void,
    private readonly longestSleepMs: number,
  ) {
    this.cursor = clock.now() - 1;
  }

  get size(): number {
    return this.count;
  }

  add(at: number, item: Item): void {
    // An empty wheel does not turn, so its cursor is as old as its last item.
    if (this.count === 0) this.cursor = this.clock.now() - 1;
    this.count += 1;
    this.place({ at, item });
    this.arm(Math.max(at, this.cursor + 1));
  }

  stop(): void {
    this.disarm?.();
    this.disarm = null;
    this.armedFor = Number.NEGATIVE_INFINITY;
  }

  private place(timed: Timed<Item>): void {
    const at = Math.max(timed.at, this.cursor + 1);
    if (at - this.cursor >= RING_MS) {
      this.far.push(timed);
      return;
    }
    const index = at & MASK;
    const bucket = this.buckets.get(index);
    if (bucket) {
      bucket.push(timed);
      return;
    }
    this.buckets.set(index, [timed]);
    this.bits[index >> 5] = (this.bits[index >> 5] ?? 0) | (1 << (index & 31));
  }

  private arm(at: number): void {
    if (at >= this.armedFor) return;
    this.disarm?.();
    this.armedFor = at;
    const delay = Math.min(this.longestSleepMs, Math.max(0, at - this.clock.now()));
    this.disarm = this.clock.setTimer(() => this.turn(), delay);
  }

  private turn(): void {
    this.armedFor = Number.POSITIVE_INFINITY;
    this.disarm = null;
    const now = this.clock.now();
    if (now < this.cursor - CLOCK_STEP_MS) this.rebuild(now);
    this.handOver(now);
    if (this.far.length > 0) this.bringNear();
    const next = this.nextSet(this.cursor + 1, this.cursor + RING_MS - 1);
    if (next !== null) this.arm(next);
    else if (this.far.length > 0) this.arm(now + this.longestSleepMs);
  }

  private handOver(now: number): void {
    const last = Math.min(now, this.cursor + RING_MS - 1);
    for (let at = this.nextSet(this.cursor + 1, last); at !== null; at = this.nextSet(at + 1, last)) {
      this.cursor = at;
      for (const { item } of this.take(at & MASK)) {
        this.count -= 1;
        this.onDue(item);
      }
    }
    if (now > this.cursor) this.cursor = now;
  }

  private bringNear(): void {
    const far = this.far;
    this.far = [];
    for (const timed of far) this.place(timed);
  }

  /** After the wall clock stepped back: places everything anew from the new time. */
  private rebuild(now: number): void {
    const all = this.far;
    this.far = [];
    for (let index = 0; index < RING_MS; index += 1) all.push(...this.take(index));
    this.cursor = now - 1;
    for (const timed of all) this.place(timed);
  }

  private take(index: number): Timed<Item>[] {
    const bucket = this.buckets.get(index);
    if (!bucket) return [];
    this.buckets.delete(index);
    this.bits[index >> 5] = (this.bits[index >> 5] ?? 0) & ~(1 << (index & 31));
    return bucket;
  }

  /** The first ms in [from, last] with a bucket; 32 empty ones are skipped at a time. */
  private nextSet(from: number, last: number): number | null {
    let at = from;
    while (at <= last) {
      const index = at & MASK;
      const word = ((this.bits[index >> 5] ?? 0) >>> (index & 31)) >>> 0;
      if (word !== 0) {
        const found = at + (31 - Math.clz32(word & -word));
        return found <= last ? found : null;
      }
      at += 32 - (index & 31);
    }
    return null;
  }
}
