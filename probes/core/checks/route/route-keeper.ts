import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { Outcome } from "#contracts/tick.ts";
import type { CheckRunner, Observation } from "#probes/core/ports.ts";

const MOST_AT_ONCE = 2;
const LEAST_PAUSE_MS = 600_000;
const MOST_MONITORS = 10_000;
/** What can be the network's fault. */
const TRACED: readonly Outcome[] = ["timeout", "unreachable", "refused"];

/** The hops to an address that the egress policy has let through, a line each. Empty when nothing is known; never rejects. */
export type Trace = (address: string) => Promise<string[]>;

type Kept = { tracedAt: number; route: string[] | null };

/**
 * Follows the route to a target that begins to fail. The failing tick goes out at once, without it; the ticks that
 * confirm the failure, and those after, carry it as soon as it is known.
 */
export class RouteKeeper {
  private readonly kept = new Map<number, Kept>();
  private running = 0;

  /** `monotonicMs` never goes back. */
  constructor(private readonly deps: { trace: Trace; monotonicMs: () => number }) {}

  traced<Kind extends CheckKind>(run: CheckRunner<Kind>): CheckRunner<Kind> {
    return async (config) => {
      const seen = await run(config);
      if (!TRACED.includes(seen.outcome)) {
        const known = this.kept.get(config.monitorId);
        if (known) known.route = null;
        return seen;
      }
      return this.withRoute(config.monitorId, seen);
    };
  }

  private withRoute(monitorId: number, seen: Observation): Observation {
    const route = this.kept.get(monitorId)?.route ?? null;
    if (route !== null) return { ...seen, evidence: () => ({ ...seen.evidence(), route }) };
    const { remoteAddress } = seen.evidence();
    if (remoteAddress !== null && this.mayTrace(monitorId)) void this.follow(monitorId, remoteAddress);
    return seen;
  }

  private mayTrace(monitorId: number): boolean {
    if (this.running >= MOST_AT_ONCE) return false;
    const known = this.kept.get(monitorId);
    return known === undefined || this.deps.monotonicMs() - known.tracedAt >= LEAST_PAUSE_MS;
  }

  private async follow(monitorId: number, address: string): Promise<void> {
    this.running += 1;
    const kept: Kept = { tracedAt: this.deps.monotonicMs(), route: null };
    this.kept.delete(monitorId);
    this.kept.set(monitorId, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_MONITORS && oldest !== undefined) this.kept.delete(oldest);
    const route = await this.deps.trace(address);
    this.running -= 1;
    if (route.length > 0) kept.route = route;
  }
}
