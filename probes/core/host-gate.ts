import { Queue } from "./queue.ts";

/** Urgent checks of a host have a lane of their own beside its scheduled ones. */
export type Lane = { host: string; isUrgent: boolean };
type Waiting = { lane: Lane; start: () => void };

/** So many confirmations of one host are not slowed down by each other; a host of more failing monitors is spared. */
const MOST_URGENT_PER_HOST = 10;

/**
 * At most `maxInFlight` at once, and `maxPerHost` to one host; the rest wait in order. Urgent checks never wait for
 * scheduled ones: those may hang for as long as their time-out, and a confirmation is wanted within seconds.
 */
export class HostGate {
  private active = 0;
  private queued = 0;
  private readonly lanes = new Map<string, { active: number; waiting: Queue<Waiting> }>();
  private readonly anyHost = new Queue<Waiting>();

  constructor(private readonly limits: { maxInFlight: number; maxPerHost: number }) {}

  get inFlight(): number {
    return this.active;
  }

  get waiting(): number {
    return this.queued;
  }

  /** Calls `start` now or later; every start must be followed by one `leave`. */
  enter(lane: Lane, start: () => void): void {
    this.admit({ lane, start });
  }

  leave(lane: Lane): void {
    this.active -= 1;
    const name = nameOf(lane);
    const left = this.lanes.get(name);
    if (left) {
      left.active -= 1;
      const next = left.waiting.shift();
      if (next) this.readmit(next);
      else if (left.active === 0) this.lanes.delete(name);
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
    const { isUrgent } = next.lane;
    const name = nameOf(next.lane);
    const lane = this.lanes.get(name) ?? { active: 0, waiting: new Queue<Waiting>() };
    if (lane.active >= (isUrgent ? MOST_URGENT_PER_HOST : this.limits.maxPerHost)) {
      this.queued += 1;
      lane.waiting.push(next);
      return;
    }
    if (!isUrgent && this.active >= this.limits.maxInFlight) {
      this.queued += 1;
      this.anyHost.push(next);
      return;
    }
    this.lanes.set(name, lane);
    lane.active += 1;
    this.active += 1;
    next.start();
  }
}

function nameOf({ host, isUrgent }: Lane): string {
  return isUrgent ? `urgent ${host}` : host;
}
