import type { Job } from "#contracts/job-entry.ts";
import type { Finding, Outcome, Tick } from "#contracts/tick.ts";
import type { Observation, RunnableConfig } from "./ports.ts";

const MOST_MONITORS = 100_000;
const MOST_FINDINGS = 20;
const MICROS_MAX = 2_147_483_647;
/** A finding that has not changed is said again, so that an app that lost it has it back. */
const FINDINGS_EVERY_MS = 3_600_000;

type Seen = { job: Job; config: RunnableConfig; observation: Observation; startedAt: number };

type Remembered = { outcome: Outcome; findings: readonly Finding[] | null; foundAt: number };

/**
 * Makes ticks, and keeps evidence where it can matter: on failures and when a monitor's outcome changes. Findings go out
 * when they are new or have changed, and once an hour.
 */
export class TickMaker {
  private readonly known = new Map<number, Remembered>();

  /** Of a monitor's newest check here; null: there was none. */
  lastOutcome(monitorId: number): Outcome | null {
    return this.known.get(monitorId)?.outcome ?? null;
  }

  make({ job, config, observation, startedAt }: Seen): { tick: Tick; isNewFailure: boolean } {
    const known = this.known.get(job.monitorId);
    const isFailure = observation.outcome !== "ok";
    const isChange = known !== undefined && known.outcome !== observation.outcome;
    const last = known ?? this.remember(job.monitorId);
    last.outcome = observation.outcome;

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
    const { findings } = observation;
    if (findings !== undefined && findings.length > 0 && isNews(last, findings, startedAt)) {
      tick.findings = findings.slice(0, MOST_FINDINGS);
      last.findings = findings;
      last.foundAt = startedAt;
    }
    return { tick, isNewFailure: isFailure && isChange };
  }

  private remember(monitorId: number): Remembered {
    const fresh: Remembered = { outcome: "ok", findings: null, foundAt: 0 };
    this.known.set(monitorId, fresh);
    if (this.known.size > MOST_MONITORS) {
      const oldest = this.known.keys().next().value;
      if (oldest !== undefined) this.known.delete(oldest);
    }
    return fresh;
  }
}

function isNews({ findings, foundAt }: Remembered, seen: readonly Finding[], now: number): boolean {
  if (findings === null || now - foundAt >= FINDINGS_EVERY_MS || now < foundAt) return true;
  if (findings === seen) return false;
  return (
    findings.length !== seen.length ||
    seen.some(({ key, value }, at) => findings[at]?.key !== key || findings[at]?.value !== value)
  );
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
