import type { Clock } from "./ports.ts";

const STEP_MS = 20;
const FIRST_PER_SECOND = 500;
const STEADY_MS = 2000;
const GROWTH_PER_STEP = 1.01;

/**
 * Lets overdue items through at 500 a second, so that a restart makes no burst at the targets. A backlog that outlives
 * two seconds is no restart but load: the pace then grows by two thirds every second, or the lane itself would cap throughput.
 */
export class OverdueLane<Item> {
  private items: Item[] = [];
  private head = 0;
  private perStep = (FIRST_PER_SECOND * STEP_MS) / 1000;
  private busySince = 0;
  private disarm: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly release: (item: Item) => void,
  ) {}

  get size(): number {
    return this.items.length - this.head;
  }

  push(item: Item): void {
    this.items.push(item);
    if (this.disarm) return;
    this.busySince = this.clock.monotonicMs();
    this.perStep = (FIRST_PER_SECOND * STEP_MS) / 1000;
    this.disarm = this.clock.setTimer(() => this.step(), 0);
  }

  stop(): void {
    this.disarm?.();
    this.disarm = null;
    this.items = [];
    this.head = 0;
  }

  private step(): void {
    const until = Math.min(this.items.length, this.head + Math.floor(this.perStep));
    while (this.head < until) {
      const item = this.items[this.head];
      this.head += 1;
      if (item !== undefined) this.release(item);
    }
    if (this.size === 0) {
      this.stop();
      return;
    }
    if (this.head > 10_000) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    if (this.clock.monotonicMs() - this.busySince > STEADY_MS) this.perStep *= GROWTH_PER_STEP;
    this.disarm = this.clock.setTimer(() => this.step(), STEP_MS);
  }
}
