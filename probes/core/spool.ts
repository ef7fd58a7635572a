import { resultsKey } from "#contracts/stream-keys.ts";
import type { ProbeDeps } from "./ports.ts";
import { type Result, reportOf } from "./result.ts";

const RESULTS_PER_ENTRY = 100;

/** Keeps reports in Redis while the app is away; the app drains `results:{region}` when it is back. */
export class Spool {
  private total = 0;

  constructor(
    private readonly deps: Pick<ProbeDeps, "stream" | "log">,
    private readonly region: string,
  ) {}

  /** Results spooled since the start. */
  get spooled(): number {
    return this.total;
  }

  /** False when Redis is away too. A part that was added before a failure is added again: ingest drops duplicates. */
  async put(batch: readonly Result[], regionHealthy: boolean): Promise<boolean> {
    try {
      for (let at = 0; at < batch.length; at += RESULTS_PER_ENTRY) {
        const part = batch.slice(at, at + RESULTS_PER_ENTRY);
        const report = reportOf(part, regionHealthy);
        await this.deps.stream.add(resultsKey(this.region), JSON.stringify(report));
      }
    } catch (error) {
      this.deps.log("warn", "the app and Redis are both away; results wait in memory", {
        reason: String(error),
      });
      return false;
    }
    this.total += batch.length;
    return true;
  }
}
