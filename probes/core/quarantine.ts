import type { ProbeDeps } from "./ports.ts";
import { sleep } from "./sleep.ts";
import type { Slot } from "./slot-ledger.ts";

export const SUSPECT_DELIVERIES = 4;
const SUSPECT_CRASHES = 3;
/** A process that lived longer than this did not die in a crash loop. */
const QUICK_DEATH_MS = 120_000;

type BootRecord = { startedAt: number; clean: boolean; crashes: number; alone: string | null };

/**
 * Finds the job that kills its worker. Redis counts deliveries, but ordinary restarts and lost replies raise that count
 * for every entry that is held ahead of time, so the count alone accuses nobody. Two things must come together: this
 * consumer died uncleanly three times in quick succession, and the entry was delivered four times. Its jobs then run
 * one at a time, and a note in Redis says which; a job that is named there at the next start killed its worker alone.
 */
export class Quarantine {
  private boot: BootRecord | null = null;
  private culprit: string | null = null;
  private readonly slots: Slot[] = [];
  private running = false;
  private stopped = false;

  constructor(
    private readonly deps: Pick<ProbeDeps, "clock" | "stream" | "log">,
    private readonly key: string,
    private readonly run: (slot: Slot) => Promise<void>,
  ) {}

  get size(): number {
    return this.slots.length;
  }

  /** Reads how the last life of this consumer ended. Rejects when Redis is away; later calls do nothing. */
  async open(): Promise<void> {
    if (this.boot) return;
    const last = parseBoot(await this.deps.stream.getValue(this.key));
    const now = this.deps.clock.now();
    const diedQuickly = last !== null && !last.clean && now - last.startedAt < QUICK_DEATH_MS;
    const boot = { startedAt: now, clean: false, crashes: diedQuickly ? last.crashes + 1 : 0, alone: null };
    await this.deps.stream.setValue(this.key, JSON.stringify(boot));
    this.culprit = diedQuickly ? last.alone : null;
    this.boot = boot;
    if (boot.crashes > 0)
      this.deps.log("warn", "the last run ended without a clean stop", { crashes: boot.crashes });
  }

  suspects(deliveries: number): boolean {
    return deliveries >= SUSPECT_DELIVERIES && (this.boot?.crashes ?? 0) >= SUSPECT_CRASHES;
  }

  isCulprit(slot: Slot): boolean {
    return slot.key === this.culprit;
  }

  add(slot: Slot): void {
    this.slots.push(slot);
    if (!this.running) void this.runOneByOne();
  }

  async close(): Promise<void> {
    this.stopped = true;
    await this.note({ clean: true, alone: null });
  }

  private async runOneByOne(): Promise<void> {
    this.running = true;
    while (!this.stopped) {
      this.slots.sort((a, b) => a.job.scheduledAt - b.job.scheduledAt);
      const slot = this.slots.shift();
      if (!slot) break;
      await sleep(this.deps.clock, Math.max(0, slot.job.scheduledAt - this.deps.clock.now()));
      await this.note({ clean: false, alone: slot.key });
      await this.run(slot);
    }
    this.running = false;
    if (!this.stopped) await this.note({ clean: false, alone: null });
  }

  private async note(change: { clean: boolean; alone: string | null }): Promise<void> {
    if (!this.boot) return;
    try {
      await this.deps.stream.setValue(this.key, JSON.stringify({ ...this.boot, ...change }));
    } catch (error) {
      this.deps.log("warn", "the boot record could not be written", { reason: String(error) });
    }
  }
}

/** Null for a record of another version too: it says nothing about this one's crashes. */
function parseBoot(text: string | null): BootRecord | null {
  const { startedAt, clean, crashes, alone } = parseFields(text ?? "");
  if (typeof startedAt !== "number" || typeof clean !== "boolean" || typeof crashes !== "number") return null;
  return { startedAt, clean, crashes, alone: typeof alone === "string" ? alone : null };
}

function parseFields(text: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(text) };
  } catch {
    // Whatever wrote this is not us.
    return {};
  }
}
