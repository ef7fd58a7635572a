import type { ProbeConfig } from "#contracts/probe-rpc.ts";
import type { ProbeDeps } from "./ports.ts";
import { prepareConfig } from "./secrets/prepare-config.ts";
import { backOffMs } from "./sleep.ts";

/** The contract's MAX_CONFIGS_PER_CALL; its module would bring zod into the edge bundle. */
export const CONFIGS_PER_CALL = 1000;
const MOST_CONFIGS = 100_000;
/** Entries that are read together ask together. */
const GATHER_MS = 5;

/**
 * Monitor configurations by version. What is missing or outdated is fetched when an entry is read, long before its jobs
 * fire; while the app is away, what is known stays in use.
 */
export class ConfigCache {
  private readonly known = new Map<number, ProbeConfig>();
  private readonly wanted = new Set<number>();
  private asked: ReadonlySet<number> = new Set();
  private fetching = false;
  private failures = 0;
  private disarm: (() => void) | null = null;
  private stopped = false;

  constructor(private readonly deps: Pick<ProbeDeps, "clock" | "rpc" | "log" | "random">) {}

  get size(): number {
    return this.known.size;
  }

  find(monitorId: number): ProbeConfig | undefined {
    return this.known.get(monitorId);
  }

  /** Asks for the configuration unless it is known at this version. One that is off is asked for again: it may be back. */
  want(monitorId: number, version: number): void {
    const config = this.known.get(monitorId);
    if (config?.state === "on" && config.configVersion >= version) return;
    this.refresh(monitorId);
  }

  refresh(monitorId: number): void {
    this.wanted.add(monitorId);
    if (!this.fetching && !this.disarm) this.arm(GATHER_MS);
  }

  /** What is needed once only, and may hold secrets. */
  forget(monitorId: number): void {
    this.known.delete(monitorId);
  }

  /** Asks again for those of the configurations that this probe has any use for. */
  refreshUsed(monitorIds: Iterable<number>): void {
    for (const id of monitorIds) if (this.known.has(id) || this.asked.has(id)) this.refresh(id);
  }

  refreshAll(): void {
    this.refreshUsed([...this.known.keys(), ...this.asked]);
  }

  stop(): void {
    this.stopped = true;
    this.disarm?.();
  }

  private arm(delayMs: number): void {
    if (this.stopped) return;
    this.disarm = this.deps.clock.setTimer(() => {
      this.disarm = null;
      void this.fetch();
    }, delayMs);
  }

  private async fetch(): Promise<void> {
    const monitorIds = [...this.wanted].slice(0, CONFIGS_PER_CALL);
    for (const id of monitorIds) this.wanted.delete(id);
    this.fetching = true;
    this.asked = new Set(monitorIds);
    try {
      for (const config of await this.deps.rpc.configs({ monitorIds })) this.keep(config);
      this.failures = 0;
    } catch (error) {
      for (const id of monitorIds) this.wanted.add(id);
      this.failures += 1;
      this.deps.log("warn", "configurations could not be fetched", {
        count: monitorIds.length,
        reason: String(error),
      });
    }
    this.fetching = false;
    this.asked = new Set();
    if (this.wanted.size === 0) return;
    this.arm(
      this.failures === 0
        ? 0
        : backOffMs(this.failures, { firstMs: 250, mostMs: 5000, random: this.deps.random }),
    );
  }

  private keep(config: ProbeConfig): void {
    this.known.delete(config.monitorId);
    this.known.set(config.monitorId, prepareConfig(config));
    if (this.known.size <= MOST_CONFIGS) return;
    const oldest = this.known.keys().next().value;
    if (oldest !== undefined) this.known.delete(oldest);
  }
}
