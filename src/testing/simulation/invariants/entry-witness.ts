import { decodeJobs, type Job, parseEntry } from "#contracts/job-entry.ts";
import type { ProbeReport } from "#contracts/probe-rpc.ts";
import type { StreamWitness } from "../simulated-wire.ts";
import type { World } from "../world.ts";

type Entry = { key: string; payload: string };

/** Sees what goes into the streams and what leaves them for good: nothing may leave before its work is safe. */
export class EntryWitness implements StreamWitness {
  /** Every slot that was ever given to probes, by monitor, region and moment. */
  readonly given = new Set<string>();
  readonly confirmations: { monitorId: number; at: number }[] = [];

  private readonly spooled = new Set<string>();

  constructor(private readonly world: World) {}

  added({ key, payload }: Entry): void {
    this.noteSpooled(key, payload);
    const regionId = regionOf(key, /^(checks|urgent):/);
    if (regionId === null) return;
    for (const job of jobsOf(payload)) {
      this.given.add(`${job.monitorId}:${regionId}:${job.scheduledAt}`);
      if (job.origin === "confirm") {
        this.confirmations.push({ monitorId: job.monitorId, at: this.world.sim.loop.now });
      }
    }
  }

  acknowledged({ key, payload }: Entry): void {
    const jobs = regionOf(key, /^(checks|urgent):/);
    if (jobs !== null) this.checkJobs(jobs, payload);
    const results = regionOf(key, /^results:/);
    if (results !== null) this.checkSpooled(results, payload);
  }

  private checkJobs(regionId: number, payload: string): void {
    for (const job of jobsOf(payload)) {
      const slot = `${job.monitorId}:${regionId}:${job.scheduledAt}`;
      if (!this.isSafe(slot) && !this.isReplaced(regionId, job)) {
        this.world.sim.violate("I2", `the job ${slot} was acknowledged before its result was safe`);
      }
    }
  }

  private checkSpooled(regionId: number, payload: string): void {
    const report = JSON.parse(payload) as ProbeReport;
    const { db } = this.world.postgres;
    for (const { monitorId, scheduledAt } of report.ticks) {
      const slot = `${monitorId}:${regionId}:${scheduledAt}`;
      if (db.find(db.tables.tick, slot) === null) {
        this.world.sim.violate("I2", `the spooled tick ${slot} was acknowledged before it was stored`);
      }
    }
  }

  /** A tick, a gap, or on its way in the spool. */
  private isSafe(slot: string): boolean {
    const { db } = this.world.postgres;
    if (db.find(db.tables.tick, slot) !== null || db.find(db.tables.gap, slot) !== null) return true;
    return this.spooled.has(slot);
  }

  private noteSpooled(key: string, payload: string): void {
    const regionId = regionOf(key, /^results:/);
    if (regionId === null) return;
    const { ticks, gaps } = JSON.parse(payload) as ProbeReport;
    for (const { monitorId, scheduledAt } of [...ticks, ...gaps]) {
      this.spooled.add(`${monitorId}:${regionId}:${scheduledAt}`);
    }
  }

  /** An edit has replaced the grid that the job was for. */
  private isReplaced(regionId: number, job: Job): boolean {
    const { db } = this.world.postgres;
    return !db
      .rows(db.tables.assignment)
      .some(
        (row) =>
          row.monitorId === job.monitorId &&
          row.regionId === regionId &&
          row.untilAt === null &&
          row.configVersion <= job.configVersion &&
          job.scheduledAt >= row.fromAt &&
          (job.scheduledAt - row.offsetMs) % row.intervalMs === 0,
      );
  }
}

function regionOf(key: string, pattern: RegExp): number | null {
  return pattern.test(key) ? Number(key.split("-").at(-1)) : null;
}

function jobsOf(payload: string): Job[] {
  const entry = parseEntry(payload);
  return entry?.kind === "jobs" ? decodeJobs(entry) : [];
}
