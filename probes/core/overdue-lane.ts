import type { Clock } from "./ports.ts";

const STEP_MS = 20;
const FIRST_PER_SECOND = 500;
const STEADY_MS = 2000;
const GROWTH_PER_STEP = 1.01;

/** So that giving up on very many at once does not hold up the checks in flight. */
const MOST_PER_STEP = 2000;

/**
 * Lets overdue items through at 500 a second, so that a restart makes no burst at the targets. A backlog that outlives
 * two seconds is no restart but load: the pace then grows by two thirds every second, or the lane itself would cap throughput.
 * What asks nothing of a target takes no turn: else the hopeless would hold up those behind them until they are, too.
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
    private readonly isHopeless: (item: Item) => boolean,
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
    let turns = Math.floor(this.perStep);
    for (let n = 0; n < MOST_PER_STEP && turns > 0 && this.size > 0; n += 1) {
      const item = this.items[this.head] as Item;
      this.head += 1;
      if (!this.isHopeless(item)) turns -= 1;
      this.release(item);
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
