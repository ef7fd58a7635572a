import type { ProbeReport } from "#contracts/probe-rpc.ts";
import type { ControlTargets } from "./control-targets.ts";
import { tracesOf } from "./entry-trace.ts";
import { type ProbeDeps, ProbeRpcError } from "./ports.ts";
import { Queue } from "./queue.ts";
import { type Result, reportOf } from "./result.ts";
import { backOffMs, sleep } from "./sleep.ts";
import type { Slot } from "./slot-ledger.ts";
import type { Spool } from "./spool.ts";

/** The contract's MAX_TICKS_PER_REPORT; its module would bring zod into the edge bundle. */
export const RESULTS_PER_REPORT = 500;
const TRIES = 4;
/** Evidence is up to 8 KB a tick; this bounds a report to about 1 MB. */
const MOST_EVIDENCE = 100;

export type Settled = (slot: Slot, how: "reported" | "spooled" | "refused") => void;
type ReporterDeps = Pick<ProbeDeps, "clock" | "rpc" | "log" | "random" | "tracer"> & {
  control: ControlTargets;
  spool: Spool;
  settle: Settled;
};

/**
 * Brings results to the app: when a report is full, after 250 ms, or at once when one is not ok or was asked for beside the
 * schedule; one report in flight at a time.
 * While the app is away results go to the spool in Redis. What cannot be placed anywhere stays in memory, bounded by
 * the entries that a probe may hold (450 × 100 jobs), and its entries stay pending, so nothing is lost by a crash.
 */
export class Reporter {
  private readonly queue = new Queue<Result>();
  private disarm: (() => void) | null = null;
  private pumping: Promise<void> | null = null;
  private appAway = false;
  private hasUrgent = false;
  private abandoned = false;

  constructor(
    private readonly deps: ReporterDeps,
    private readonly flushEveryMs: number,
  ) {}

  get waiting(): number {
    return this.queue.size;
  }

  add(result: Result): void {
    this.queue.push(result);
    // What was asked for beside the schedule is waited for.
    const { tick } = result;
    if (tick === null || tick.outcome !== "ok" || tick.origin !== "scheduled") this.hasUrgent = true;
    if (this.hasUrgent || this.queue.size >= RESULTS_PER_REPORT) this.flushSoon(0);
    else this.flushSoon(this.flushEveryMs);
  }

  /** Resolves when nothing is left or `signal` aborts; what is left then stays pending for the successor. */
  async drain(signal: AbortSignal): Promise<void> {
    signal.addEventListener("abort", () => {
      this.abandoned = true;
    });
    while (this.queue.size > 0 || this.pumping) {
      if (signal.aborted) return;
      this.pump();
      await Promise.race([this.pumping, sleep(this.deps.clock, 50, signal)]);
    }
  }

  private flushSoon(delayMs: number): void {
    if (this.pumping) return;
    if (delayMs === 0) {
      this.disarm?.();
      this.disarm = null;
      // Results of one event-loop turn travel together.
      this.disarm = this.deps.clock.setTimer(() => this.pump(), 0);
      return;
    }
    this.disarm ??= this.deps.clock.setTimer(() => this.pump(), delayMs);
  }

  private pump(): void {
    this.disarm?.();
    this.disarm = null;
    if (this.pumping) return;
    this.pumping = this.sendAll().finally(() => {
      this.pumping = null;
      if (this.queue.size > 0 && !this.abandoned) this.flushSoon(this.hasUrgent ? 0 : this.flushEveryMs);
    });
  }

  private async sendAll(): Promise<void> {
    let batch = this.takeBatch();
    while (batch.length > 0 && !this.abandoned) {
      await this.place(batch);
      batch = this.hasUrgent || this.queue.size >= RESULTS_PER_REPORT ? this.takeBatch() : [];
    }
  }

  private takeBatch(): Result[] {
    let evidence = 0;
    this.hasUrgent = false;
    return this.queue.takeWhile(RESULTS_PER_REPORT, (result) => {
      if (result.tick?.evidence !== undefined) evidence += 1;
      return evidence <= MOST_EVIDENCE;
    });
  }

  /** Tries the app, then the spool, again and again until one of them has the batch. */
  private async place(batch: Result[]): Promise<void> {
    const regionHealthy = await this.deps.control.judge({
      hasNewFailure: batch.some((one) => one.isNewFailure),
    });
    for (let round = 0; !this.abandoned; round += 1) {
      const fault = await this.reportWithRetries(batch, regionHealthy);
      if (fault === null) return;
      if (fault.kind === "rejected") return this.narrow(batch, fault);
      if (fault.kind === "unauthorised") {
        this.deps.log("error", "the app refuses this probe's token; results are kept and tried again");
      } else if (await this.deps.spool.put(batch, regionHealthy)) {
        for (const { slot } of batch) this.deps.settle(slot, "spooled");
        return;
      }
      await sleep(
        this.deps.clock,
        backOffMs(round, { firstMs: 1000, mostMs: 15_000, random: this.deps.random }),
      );
    }
  }

  private async reportWithRetries(batch: Result[], regionHealthy: boolean): Promise<ProbeRpcError | null> {
    const report = reportOf(batch, regionHealthy);
    // Once the app is known to be away, each batch asks it once only, so that the queue does not grow behind retries.
    const tries = this.appAway ? 1 : TRIES;
    const traces = tracesOf(batch);
    let fault = await this.callApp(report, traces);
    for (let attempt = 1; fault?.kind === "unavailable" && attempt < tries; attempt += 1) {
      await sleep(
        this.deps.clock,
        backOffMs(attempt, { firstMs: 100, mostMs: 2000, random: this.deps.random }),
      );
      fault = await this.callApp(report, traces);
    }
    this.noteApp(fault);
    if (fault === null) for (const { slot } of batch) this.deps.settle(slot, "reported");
    return fault;
  }

  private noteApp(fault: ProbeRpcError | null): void {
    const isAway = fault?.kind === "unavailable";
    if (isAway && !this.appAway)
      this.deps.log("warn", "the app does not take reports", { reason: fault.message });
    if (!isAway && this.appAway) this.deps.log("info", "the app takes reports again");
    this.appAway = isAway;
  }

  private async callApp(
    report: ProbeReport,
    { parent, links }: ReturnType<typeof tracesOf>,
  ): Promise<ProbeRpcError | null> {
    const attributes = { "uptick.ticks": report.ticks.length, "uptick.gaps": report.gaps.length };
    const span =
      parent && this.deps.tracer?.start({ name: "report", kind: "client", parent, links, attributes });
    try {
      await this.deps.rpc.report(report, span?.trace ?? parent);
      return null;
    } catch (error) {
      const fault =
        error instanceof ProbeRpcError
          ? error
          : new ProbeRpcError("unavailable", String(error), { cause: error });
      span?.fail(fault.kind);
      return fault;
    } finally {
      span?.end();
    }
  }

  /** The app says that the input is wrong: halves the batch until the one bad result stands alone, and drops that. */
  private async narrow(batch: Result[], fault: ProbeRpcError): Promise<void> {
    const [only, ...others] = batch;
    if (only && others.length === 0) {
      this.deps.log("error", "the app refused a result", { slot: only.slot.key, reason: fault.message });
      this.deps.settle(only.slot, "refused");
      return;
    }
    const middle = batch.length >> 1;
    await this.place(batch.slice(0, middle));
    await this.place(batch.slice(middle));
  }
}
