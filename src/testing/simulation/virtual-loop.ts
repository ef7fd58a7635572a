type Timer = { at: number; order: number; run: (() => void) | null };

const PENDING_TURNS_LIMIT = 2_000_000;
const AT_ONCE = Promise.resolve();

/** Time that only moves from one timer to the next: a day passes in the time that its work takes. */
export class VirtualLoop {
  now: number;
  /** Timers that have run. */
  events = 0;
  private readonly heap: Timer[] = [];
  private order = 0;

  constructor(startMs: number) {
    this.now = startMs;
  }

  /** Timers that wait and are still wanted. */
  countWaiting(): number {
    return this.heap.filter((timer) => timer.run !== null).length;
  }

  /** Returns what cancels it. */
  schedule(delayMs: number, run: () => void): () => void {
    this.order += 1;
    const timer: Timer = { at: this.now + Math.max(0, Math.ceil(delayMs)), order: this.order, run };
    this.push(timer);
    return () => {
      timer.run = null;
    };
  }

  /** Runs every timer up to `endMs`; what a timer's promises bring about is done before the next one runs. */
  runUntil(endMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = () => {
        try {
          if (this.runNext(endMs)) AT_ONCE.then(settle);
          else resolve();
        } catch (error) {
          reject(error);
        }
      };
      // Asked for in a microtask, a tick begins when none is left: what can settle without a timer has settled by then.
      const settle = () => process.nextTick(turn);
      AT_ONCE.then(settle);
    });
  }

  /** False when nothing is left to do before the end. */
  private runNext(endMs: number): boolean {
    let timer = this.heap[0];
    while (timer !== undefined && timer.at <= endMs && timer.run === null) {
      this.pop();
      timer = this.heap[0];
    }
    if (timer === undefined || timer.at > endMs) {
      this.now = endMs;
      return false;
    }
    this.pop();
    this.now = timer.at;
    this.events += 1;
    if (this.events > PENDING_TURNS_LIMIT) throw new Error("The simulation does not come to an end.");
    timer.run?.();
    return true;
  }

  private push(timer: Timer): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(timer);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(timer, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [first, second] = [heap[left], heap[left + 1]];
      if (first === undefined) break;
      const child = second !== undefined && isBefore(second, first) ? left + 1 : left;
      const smallest = heap[child];
      if (smallest === undefined || !isBefore(smallest, last)) break;
      heap[at] = smallest;
      at = child;
    }
    heap[at] = last;
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
