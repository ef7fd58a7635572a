import type { RunnableConfig } from "./ports.ts";

/** Failing for so long without a break: its operators know by now. */
const LONG_MS = 3_600_000;
/** Checks that are further apart cost little, and half of them would find a recovery late. */
const LONGEST_INTERVAL_MS = 300_000;

type Failing = { since: number; configVersion: number };

/**
 * A target that fails for long is checked in every second slot of each region, so that a recovery is seen at most two
 * intervals late. What it stands on is this probe's own memory: a restart checks fully for another hour.
 */
export class BackOff {
  private readonly failing = new Map<number, Failing>();

  /** After each scheduled check. What the probe itself could not do says nothing about the target. */
  note(config: RunnableConfig, seen: { isFailure: boolean; at: number }): void {
    const { monitorId, configVersion } = config;
    if (!seen.isFailure) this.failing.delete(monitorId);
    else if (this.failing.get(monitorId)?.configVersion !== configVersion) {
      this.failing.set(monitorId, { since: seen.at, configVersion });
    }
  }

  /** Of a monitor that is paused or gone. */
  forget(monitorId: number): void {
    this.failing.delete(monitorId);
  }

  /** By the slot's number on its grid, so that all probes of a region leave out the same ones. */
  leavesOut(config: RunnableConfig, scheduledAt: number): boolean {
    const failing = this.failing.get(config.monitorId);
    if (failing === undefined || failing.configVersion !== config.configVersion) return false;
    if (config.intervalMs > LONGEST_INTERVAL_MS || scheduledAt - failing.since < LONG_MS) return false;
    return Math.floor((scheduledAt - config.slotOffsetMs) / config.intervalMs) % 2 === 1;
  }
}
