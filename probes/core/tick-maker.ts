import type { Job } from "#contracts/job-entry.ts";
import type { Outcome, Tick } from "#contracts/tick.ts";
import type { Observation, RunnableConfig } from "./ports.ts";

const MOST_MONITORS = 100_000;
const MICROS_MAX = 2_147_483_647;

type Seen = { job: Job; config: RunnableConfig; observation: Observation; startedAt: number };

/** Makes ticks, and keeps evidence where it can matter: on failures and when a monitor's outcome changes. */
export class TickMaker {
  private readonly lastOutcome = new Map<number, Outcome>();

  make({ job, config, observation, startedAt }: Seen): { tick: Tick; isNewFailure: boolean } {
    const last = this.lastOutcome.get(job.monitorId);
    const isFailure = observation.outcome !== "ok";
    const isChange = last !== undefined && last !== observation.outcome;
    this.remember(job.monitorId, observation.outcome);

    const tick: Tick = {
      monitorId: job.monitorId,
      configVersion: config.configVersion,
      scheduledAt: job.scheduledAt,
      origin: job.origin,
      lateMs: clamp(Math.round(startedAt - job.scheduledAt), -60_000, 3_600_000),
      outcome: observation.outcome,
      status: observation.status,
      totalUs: clamp(observation.totalUs, 0, MICROS_MAX),
      dnsUs: observation.dnsUs,
      connectUs: observation.connectUs,
      tlsUs: observation.tlsUs,
      ttfbUs: observation.ttfbUs,
      transferUs: observation.transferUs,
      bytes: observation.bytes,
    };
    if (isFailure || isChange) tick.evidence = observation.evidence();
    return { tick, isNewFailure: isFailure && isChange };
  }

  private remember(monitorId: number, outcome: Outcome): void {
    this.lastOutcome.set(monitorId, outcome);
    if (this.lastOutcome.size <= MOST_MONITORS) return;
    const oldest = this.lastOutcome.keys().next().value;
    if (oldest !== undefined) this.lastOutcome.delete(oldest);
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
