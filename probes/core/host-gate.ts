import { Queue } from "./queue.ts";

/**
 * Urgent checks of a host have a lane of their own beside its scheduled ones. `hangs`: the last check of it ran out of time,
 * and this one may hold its place as long.
 */
export type Lane = { host: string; isUrgent: boolean; hangs?: boolean };
type Waiting = { lane: Lane; start: () => void };

/** So many confirmations of one host are not slowed down by each other; a host of more failing monitors is spared. */
const MOST_URGENT_PER_HOST = 10;

/**
 * At most `maxInFlight` at once, and `maxPerHost` to one host; the rest wait in order. What hangs may have half of the
 * places, so that thousands of dead targets hold up nobody whose target answers. Urgent checks never wait for
 * scheduled ones: those may hang for as long as their time-out, and a confirmation is wanted within seconds.
 */
export class HostGate {
  private active = 0;
  private queued = 0;
  private readonly lanes = new Map<string, { active: number; waiting: Queue<Waiting> }>();
  private readonly anyHost = new Queue<Waiting>();
  private readonly hanging = new Queue<Waiting>();
  private hangingActive = 0;
  private turn = 0;

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
    if (lane.hangs) this.hangingActive -= 1;
    const name = nameOf(lane);
    const left = this.lanes.get(name);
    if (left) {
      left.active -= 1;
      const next = left.waiting.shift();
      if (next) this.readmit(next);
      else if (left.active === 0) this.lanes.delete(name);
    }
    while (this.active < this.limits.maxInFlight) {
      const next = this.takeNext();
      if (!next) return;
      this.readmit(next);
    }
  }

  /** In turns, so that neither line starves the other. */
  private takeNext(): Waiting | undefined {
    this.turn += 1;
    const mayHang = this.hangingActive < this.limits.maxInFlight / 2;
    const first = mayHang && this.turn % 2 === 0 ? this.hanging.shift() : undefined;
    return first ?? this.anyHost.shift() ?? (mayHang ? this.hanging.shift() : undefined);
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
    const isFull = this.active >= this.limits.maxInFlight;
    const hangsTooMany = next.lane.hangs === true && this.hangingActive >= this.limits.maxInFlight / 2;
    if (!isUrgent && (isFull || hangsTooMany)) {
      this.queued += 1;
      (next.lane.hangs ? this.hanging : this.anyHost).push(next);
      return;
    }
    this.lanes.set(name, lane);
    lane.active += 1;
    this.active += 1;
    if (next.lane.hangs) this.hangingActive += 1;
    next.start();
  }
}

function nameOf({ host, isUrgent }: Lane): string {
  return isUrgent ? `urgent ${host}` : host;
}
