import { Queue } from "./queue.ts";

type Waiting = { host: string; start: () => void };

/** At most `maxInFlight` at once, and `maxPerHost` to one host; the rest wait in order. */
export class HostGate {
  private active = 0;
  private queued = 0;
  private readonly perHost = new Map<string, { active: number; waiting: Queue<Waiting> }>();
  private readonly anyHost = new Queue<Waiting>();

  constructor(private readonly limits: { maxInFlight: number; maxPerHost: number }) {}

  get inFlight(): number {
    return this.active;
  }

  get waiting(): number {
    return this.queued;
  }

  /** Calls `start` now or later; every start must be followed by one `leave`. */
  enter(host: string, start: () => void): void {
    this.admit({ host, start });
  }

  leave(host: string): void {
    this.active -= 1;
    const lane = this.perHost.get(host);
    if (lane) {
      lane.active -= 1;
      const next = lane.waiting.shift();
      if (next) this.readmit(next);
      else if (lane.active === 0) this.perHost.delete(host);
    }
    while (this.active < this.limits.maxInFlight) {
      const next = this.anyHost.shift();
      if (!next) return;
      this.readmit(next);
    }
  }

  private readmit(next: Waiting): void {
    this.queued -= 1;
    this.admit(next);
  }

  private admit(next: Waiting): void {
    const lane = this.perHost.get(next.host) ?? { active: 0, waiting: new Queue<Waiting>() };
    if (lane.active >= this.limits.maxPerHost) {
      this.queued += 1;
      lane.waiting.push(next);
      return;
    }
    if (this.active >= this.limits.maxInFlight) {
      this.queued += 1;
      this.anyHost.push(next);
      return;
    }
    this.perHost.set(next.host, lane);
    lane.active += 1;
    this.active += 1;
    next.start();
  }
}
