import type { Clock } from "#probes/core/ports.ts";

/** Stands still until it is told to go on. */
export class FakeClock implements Clock {
  time = 1_800_000_000_000;
  private timers: { at: number; run: () => void }[] = [];
  now = () => this.time;
  monotonicMs = () => this.time;
  setTimer = (run: () => void, delayMs: number) => {
    const timer = { at: this.time + Math.ceil(delayMs), run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  };

  /** Runs due timers one by one, each at its own moment. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.timers.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.timers = this.timers.filter((one) => one !== next);
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = end;
  }

  step(ms: number): void {
    this.time += ms;
    for (const timer of this.timers) timer.at += ms;
  }
}
