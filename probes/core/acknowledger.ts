import { PROBE_GROUP } from "#contracts/stream-keys.ts";
import type { ProbeDeps } from "./ports.ts";
import type { HeldEntry } from "./slot-ledger.ts";

const FLUSH_AT = 20;
const RETRY_MS = 1000;

/** Acknowledges entries in batches: each batch costs two Redis commands a stream, whatever its size. */
export class Acknowledger {
  private done: HeldEntry[] = [];
  private disarm: (() => void) | null = null;
  private flying: Promise<void> | null = null;

  constructor(
    private readonly deps: Pick<ProbeDeps, "clock" | "stream" | "log">,
    private readonly everyMs: number,
  ) {}

  get waiting(): number {
    return this.done.length;
  }

  push(entry: HeldEntry): void {
    this.done.push(entry);
    if (this.done.length >= FLUSH_AT && !this.flying) void this.flush();
    else this.arm(this.everyMs);
  }

  /** Never rejects: what could not be acknowledged is kept for the next flush. */
  async flush(): Promise<void> {
    await this.flying;
    if (this.done.length === 0) return;
    this.flying = this.send(this.done.splice(0));
    await this.flying;
    this.flying = null;
  }

  private arm(delayMs: number): void {
    this.disarm ??= this.deps.clock.setTimer(() => {
      this.disarm = null;
      void this.flush();
    }, delayMs);
  }

  private async send(entries: HeldEntry[]): Promise<void> {
    const byStream = new Map<string, string[]>();
    for (const { stream, id } of entries) byStream.set(stream, [...(byStream.get(stream) ?? []), id]);
    for (const [stream, ids] of byStream) {
      try {
        await this.deps.stream.acknowledge(stream, PROBE_GROUP, ids);
      } catch (error) {
        this.done.push(...entries.filter((entry) => entry.stream === stream));
        this.deps.log("warn", "entries could not be acknowledged yet", {
          count: ids.length,
          reason: String(error),
        });
        this.arm(RETRY_MS);
      }
    }
  }
}
