import type { Job } from "#contracts/job-entry.ts";
import type { EntryTrace } from "./entry-trace.ts";

const REMEMBER_MS = 150_000;
const REMEMBER_SLOTS = 100_000;

/** A stream entry that is held until nothing of it is open any more. */
export type HeldEntry = { stream: string; id: string; open: number; traced: EntryTrace | null };
export type Slot = { key: string; job: Job; entries: HeldEntry[] };

export function slotKey(job: { monitorId: number; scheduledAt: number }): string {
  return `${job.monitorId}:${job.scheduledAt}`;
}

/**
 * Which entries wait for which slots. A slot that arrives twice is run once, and each of its entries waits for that one
 * result. Finished slots are remembered for a few minutes in two generations, so that memory is bounded.
 */
export class SlotLedger {
  private readonly entries = new Map<string, HeldEntry>();
  private readonly slots = new Map<string, Slot>();
  private recent = new Set<string>();
  private older = new Set<string>();
  private turnedAt = 0;

  constructor(
    private readonly clock: { monotonicMs(): number },
    private readonly onEntryDone: (entry: HeldEntry) => void,
  ) {}

  get heldEntries(): number {
    return this.entries.size;
  }

  has(stream: string, id: string): boolean {
    return this.entries.has(`${stream} ${id}`);
  }

  holds(job: Job): boolean {
    return this.slots.has(slotKey(job));
  }

  /** Must be followed by `close`: until then the entry is not done, even when all its jobs are. */
  open(stream: string, id: string): HeldEntry {
    const name = `${stream} ${id}`;
    const entry = this.entries.get(name) ?? { stream, id, open: 0, traced: null };
    this.entries.set(name, entry);
    entry.open += 1;
    return entry;
  }

  /** The slot to run, or null when it is already held or was finished a short while ago. */
  add(entry: HeldEntry, job: Job): Slot | null {
    const key = slotKey(job);
    const held = this.slots.get(key);
    if (held) {
      if (!held.entries.includes(entry)) this.bind(held, entry);
      // Two edits can lead back to the old grid: by the newer job the slot is still due.
      if (job.configVersion > held.job.configVersion) {
        held.job = { ...held.job, configVersion: job.configVersion };
      }
      return null;
    }
    if (this.recent.has(key) || this.older.has(key)) return null;

    const slot: Slot = { key, job, entries: [] };
    this.slots.set(key, slot);
    this.bind(slot, entry);
    return slot;
  }

  close(entry: HeldEntry): void {
    entry.open -= 1;
    if (entry.open > 0) return;
    this.entries.delete(`${entry.stream} ${entry.id}`);
    entry.traced?.span?.end();
    this.onEntryDone(entry);
  }

  /** `remember` only what the app has confirmed: anything else may have to be run again. */
  finish(slot: Slot, remember: boolean): void {
    if (!this.slots.delete(slot.key)) return;
    if (remember) this.remember(slot.key);
    for (const entry of slot.entries) this.close(entry);
  }

  private bind(slot: Slot, entry: HeldEntry): void {
    slot.entries.push(entry);
    entry.open += 1;
  }

  private remember(key: string): void {
    const now = this.clock.monotonicMs();
    if (this.recent.size >= REMEMBER_SLOTS || now - this.turnedAt > REMEMBER_MS) {
      this.older = this.recent;
      this.recent = new Set();
      this.turnedAt = now;
    }
    this.recent.add(key);
  }
}
