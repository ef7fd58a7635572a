import type { JobStream } from "#contracts/stream.ts";

const WINDOW_MS = 5000;
const KEPT_MS = 60_000;

/**
 * Lets one function per region run. Time is cut into windows of 5 s, each with a key of its own that is set only if
 * unset. The holder takes the next window ahead of time, until it has drained; so its successor starts within 5 s of
 * its end, and neither a renewal nor a release is needed, which plain SET NX could not do safely.
 */
export class RegionLease {
  private heldUntil = 0;

  constructor(
    private readonly stream: Pick<JobStream, "acquireLease">,
    private readonly region: string,
    private readonly token: string,
  ) {}

  /** False when another function holds this region. */
  async take(now: number): Promise<boolean> {
    const window = Math.floor(now / WINDOW_MS);
    if (!(await this.takeWindow(window))) return false;
    this.heldUntil = (window + 1) * WINDOW_MS;
    return true;
  }

  /** Call more often than every 2.5 s. False when the region is lost to another function. */
  async keep(now: number): Promise<boolean> {
    if (now < this.heldUntil - WINDOW_MS / 2) return true;
    if (!(await this.takeWindow(this.heldUntil / WINDOW_MS))) return false;
    this.heldUntil += WINDOW_MS;
    return true;
  }

  private takeWindow(window: number): Promise<boolean> {
    return this.stream.acquireLease(`probe:lease:${this.region}:${window}`, this.token, KEPT_MS);
  }
}
