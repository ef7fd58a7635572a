import { hostOf } from "#contracts/check-target.ts";
import { trialOf } from "#contracts/job-entry.ts";
import { deadKey } from "#contracts/stream-keys.ts";
import type { GapReason } from "#contracts/tick.ts";
import { freshnessMs, MAX_FRESHNESS_MS } from "#domain/schedule/slots.ts";
import { BackOff } from "./back-off.ts";
import type { ConfigCache } from "./config-cache.ts";
import { traceCheck } from "./entry-trace.ts";
import { handInArtifacts } from "./hand-in-artifacts.ts";
import type { HostGate } from "./host-gate.ts";
import { OverdueLane } from "./overdue-lane.ts";
import type { CheckRunner, Observation, ProbeDeps, RunnableConfig } from "./ports.ts";
import { reportTrial } from "./report-trial.ts";
import type { Reporter } from "./reporter.ts";
import { SecretMask } from "./secrets/secret-mask.ts";
import type { Slot, SlotLedger } from "./slot-ledger.ts";
import { TickMaker } from "./tick-maker.ts";
import { TimeWheel } from "./time-wheel.ts";
import { unseen } from "./unseen.ts";

/** A new monitor's first check waits for its configuration; after a second it is the app that is away. */
const CONFIG_RETRY_MS = { soon: 25, later: 500 };
const OVERDUE_MS = 100;

type DeskDeps = Pick<ProbeDeps, "clock" | "runners" | "log" | "stream" | "rpc" | "random" | "tracer"> & {
  region: string;
  longestSleepMs: number;
  configs: ConfigCache;
  gate: HostGate;
  ledger: SlotLedger;
  reporter: Reporter;
};

/** Takes a slot from its arrival to its result: waits for its moment, for its configuration and for its host. */
export class JobDesk {
  private readonly wheel: TimeWheel<Slot>;
  private readonly overdue: OverdueLane<Slot>;
  private readonly ticks = new TickMaker();
  private readonly backOff = new BackOff();
  private readonly finished = new Map<Slot, () => void>();
  private readonly hosts = new WeakMap<RunnableConfig, string>();
  private readonly masks = new WeakMap<RunnableConfig, SecretMask>();
  private worstLagMs = 0;
  private stopped = false;

  constructor(private readonly deps: DeskDeps) {
    this.wheel = new TimeWheel(deps.clock, (slot) => this.fire(slot), deps.longestSleepMs);
    this.overdue = new OverdueLane(
      deps.clock,
      (slot) => this.fire(slot),
      (slot) => this.isTooLate(slot),
    );
  }

  get queued(): number {
    return this.wheel.size + this.overdue.size + this.deps.gate.waiting;
  }

  /** The longest that a scheduled check started late since the last call. */
  takeLagMs(): number {
    const lag = this.worstLagMs;
    this.worstLagMs = 0;
    return Math.round(lag);
  }

  schedule(slot: Slot): void {
    const { scheduledAt, origin } = slot.job;
    if (origin === "scheduled" && scheduledAt < this.deps.clock.now() - OVERDUE_MS) this.overdue.push(slot);
    else this.wheel.add(scheduledAt, slot);
  }

  /** Runs one slot now and resolves when it has a result or was dropped. */
  runAlone(slot: Slot): Promise<void> {
    return new Promise((resolve) => {
      this.finished.set(slot, resolve);
      this.fire(slot);
    });
  }

  /** The slot killed its worker: it gets a gap and a copy for a person to look at. */
  async bury(slot: Slot): Promise<void> {
    this.deps.log("error", "a job killed its worker while it ran alone", { slot: slot.key });
    try {
      await this.deps.stream.add(deadKey(this.deps.region), JSON.stringify({ why: "poison", job: slot.job }));
    } catch (error) {
      this.deps.log("warn", "the dead letter could not be written", {
        slot: slot.key,
        reason: String(error),
      });
    }
    this.giveUp(slot, "poison");
  }

  /** Nothing starts any more; checks in flight go on. Slots that were not started stay pending for the successor. */
  stop(): void {
    this.stopped = true;
    this.wheel.stop();
    this.overdue.stop();
    for (const resolve of this.finished.values()) resolve();
  }

  private fire(slot: Slot): void {
    if (this.stopped) return;
    const { job } = slot;
    const late = this.deps.clock.now() - job.scheduledAt;
    const config = this.deps.configs.find(job.monitorId);
    if (config === undefined) {
      if (late > MAX_FRESHNESS_MS) this.giveUp(slot, "config_unavailable");
      else this.wheel.add(this.deps.clock.now() + CONFIG_RETRY_MS[late < 1000 ? "soon" : "later"], slot);
      return;
    }
    if (config.state === "off") this.backOff.forget(job.monitorId);
    if (config.state === "off" || !isOnGrid(slot, config)) {
      this.conclude(slot);
      this.deps.ledger.finish(slot, false);
      return;
    }
    const reason = this.reasonAgainst(slot, config);
    if (reason === null) this.queueAtHost(slot, config);
    else this.giveUp(slot, reason);
  }

  /** Why the slot is not run at all; null: it is. */
  private reasonAgainst(slot: Slot, config: RunnableConfig): GapReason | null {
    const { origin, scheduledAt } = slot.job;
    if (this.isStale(slot, config)) return "late";
    if (this.deps.runners[config.check.kind] === undefined) return "unsupported";
    const isLeftOut = origin === "scheduled" && this.backOff.leavesOut(config, scheduledAt);
    return isLeftOut ? "back_off" : null;
  }

  private isTooLate(slot: Slot): boolean {
    const config = this.deps.configs.find(slot.job.monitorId);
    if (config?.state !== "on") return config !== undefined;
    return this.isStale(slot, config);
  }

  private isStale({ job }: Slot, { intervalMs }: { intervalMs: number }): boolean {
    return this.deps.clock.now() - job.scheduledAt > freshnessMs(intervalMs);
  }

  private queueAtHost(slot: Slot, config: RunnableConfig): void {
    const lane = {
      host: this.hostOf(config),
      isUrgent: slot.job.origin !== "scheduled",
      hangs: this.ticks.lastOutcome(slot.job.monitorId) === "timeout",
    };
    this.deps.gate.enter(lane, () => {
      const isStopped = this.stopped;
      if (isStopped || this.isStale(slot, config)) {
        if (!isStopped) this.giveUp(slot, "late");
        // Not at once: a long queue of such slots would recurse through the gate.
        this.deps.clock.setTimer(() => this.deps.gate.leave(lane), 0);
        return;
      }
      void this.run(slot, config).finally(() => this.deps.gate.leave(lane));
    });
  }

  private async run(slot: Slot, config: RunnableConfig): Promise<void> {
    const startedAt = this.deps.clock.now();
    if (slot.job.origin === "scheduled") {
      this.worstLagMs = Math.max(this.worstLagMs, startedAt - slot.job.scheduledAt);
    }
    let observation: Observation;
    try {
      observation =
        config.problem === undefined
          ? await this.runnerOf(config)(config)
          : unseen({ outcome: "internal", message: config.problem });
    } catch (error) {
      const reason = this.maskOf(config).mask(String(error));
      this.deps.log("error", "a check runner threw", { slot: slot.key, reason });
      observation = unseen({ outcome: "internal", message: reason });
    }
    observation = maskObservation(observation, this.maskOf(config));
    // Most checks leave no file, and waiting costs each of them a turn.
    if (observation.attachments) observation = await handInArtifacts(this.deps, slot, observation);
    const trialId = trialOf(slot.job.monitorId);
    if (trialId !== null) return this.finishTrial(slot, { trialId, observation });
    const isFailure = observation.outcome !== "ok" && observation.outcome !== "internal";
    if (slot.job.origin === "scheduled") this.backOff.note(config, { isFailure, at: startedAt });
    const { tick, isNewFailure } = this.ticks.make({ job: slot.job, config, observation, startedAt });
    const trace = traceCheck(this.deps, slot, { config, tick, startedAt });
    this.deps.reporter.add({ slot, tick, gap: null, isNewFailure, trace });
    this.conclude(slot);
  }

  private runnerOf(config: RunnableConfig): CheckRunner {
    // A runner stands under its own kind; the compiler cannot see that two look-ups by one kind agree.
    const runner = this.deps.runners[config.check.kind] as CheckRunner | undefined;
    return runner ?? (() => Promise.reject(new Error(`no runner for ${config.check.kind}`)));
  }

  private maskOf(config: RunnableConfig): SecretMask {
    const known = this.masks.get(config);
    if (known !== undefined) return known;
    const mask = new SecretMask(config.secrets ?? []);
    this.masks.set(config, mask);
    return mask;
  }

  private async finishTrial(slot: Slot, seen: { trialId: number; observation: Observation }): Promise<void> {
    this.deps.configs.forget(slot.job.monitorId);
    await reportTrial(this.deps, seen);
    this.deps.ledger.finish(slot, true);
    this.conclude(slot);
  }

  /** Only a due slot leaves a gap: nobody counts on the others. */
  private giveUp(slot: Slot, reason: GapReason): void {
    const { monitorId, scheduledAt, origin } = slot.job;
    if (origin !== "scheduled") {
      this.deps.log("info", "a check that was asked for was not made", { slot: slot.key, reason });
      this.deps.ledger.finish(slot, false);
      this.conclude(slot);
      return;
    }
    this.deps.reporter.add({
      slot,
      tick: null,
      gap: { monitorId, scheduledAt, reason },
      isNewFailure: false,
      trace: null,
    });
    this.conclude(slot);
  }

  private conclude(slot: Slot): void {
    if (this.finished.size === 0) return;
    this.finished.get(slot)?.();
    this.finished.delete(slot);
  }

  private hostOf(config: RunnableConfig): string {
    const known = this.hosts.get(config);
    if (known !== undefined) return known;
    const host = hostOf(config.check);
    this.hosts.set(config, host);
    return host;
  }
}

/**
 * A scheduled slot of a grid that an edit has replaced belongs to no open assignment, so it is neither run nor a gap.
 * Only a configuration at least as new as the job can say so.
 */
function isOnGrid({ job }: Slot, config: RunnableConfig): boolean {
  if (job.origin !== "scheduled" || config.configVersion < job.configVersion) return true;
  return (
    job.scheduledAt >= config.gridFrom && (job.scheduledAt - config.slotOffsetMs) % config.intervalMs === 0
  );
}

/** Nothing that a check has seen leaves the probe with a secret in it. */
function maskObservation(observation: Observation, mask: SecretMask): Observation {
  if (!mask.isNeeded) return observation;
  const { evidence, findings } = observation;
  const masked = { ...observation, evidence: () => mask.mask(evidence()) };
  return findings === undefined ? masked : { ...masked, findings: mask.mask(findings) };
}
