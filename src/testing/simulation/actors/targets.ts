import type { Outcome } from "#contracts/tick.ts";
import type { Observation, RunnableConfig } from "#probes/core/ports.ts";
import type { ProcessLife } from "../process-life.ts";
import type { Random } from "../random.ts";

/** What is wrong with a target, and from which regions; null: from everywhere. */
export type Outage = {
  monitorId: number;
  fromMs: number;
  toMs: number;
  regionIds: ReadonlySet<number> | null;
  outcome: Outcome;
};

const CHECK_MS = { least: 5, most: 80 };

/** The truth: what each target does, and which regions are cut off from the world. */
export class Targets {
  readonly outages: Outage[] = [];
  /** How often each target was asked, by monitor and region. */
  readonly hits = new Map<string, number>();
  private readonly cutOffs: { regionId: number; untilMs: number }[] = [];

  constructor(
    private readonly clock: { now: number },
    private readonly random: Random,
  ) {}

  cutOff(regionId: number, untilMs: number): void {
    this.cutOffs.push({ regionId, untilMs });
  }

  isCutOff(regionId: number): boolean {
    return this.cutOffs.some((one) => one.regionId === regionId && one.untilMs > this.clock.now);
  }

  /** The outcome that an honest observer in the region sees now. */
  outcomeAt(at: { monitorId: number; regionId: number; nowMs: number }): Outcome {
    for (const outage of this.outages) {
      const isHere = outage.monitorId === at.monitorId && outage.fromMs <= at.nowMs && at.nowMs < outage.toMs;
      if (isHere && (outage.regionIds === null || outage.regionIds.has(at.regionId))) return outage.outcome;
    }
    return "ok";
  }

  async check(life: ProcessLife, asked: { regionId: number; config: RunnableConfig }): Promise<Observation> {
    const { loop, faults } = life.sim;
    const { monitorId, timeoutMs } = asked.config;
    const place = `${monitorId}:${asked.regionId}`;
    this.hits.set(place, (this.hits.get(place) ?? 0) + 1);
    const request = life.step("check");
    if (request !== null) await request;
    const startedAt = loop.now;
    const seen = { monitorId, regionId: asked.regionId, nowMs: loop.now };
    const outcome: Outcome = this.isCutOff(asked.regionId) ? "timeout" : this.outcomeAt(seen);
    await life.wait(outcome === "timeout" ? timeoutMs : this.random.between(CHECK_MS.least, CHECK_MS.most));
    if (faults.strikes("check_internal", life.name, String(monitorId))) {
      return observe("internal", loop.now - startedAt);
    }
    return observe(outcome, loop.now - startedAt);
  }
}

function observe(outcome: Outcome, tookMs: number): Observation {
  return {
    outcome,
    status: outcome === "ok" ? 200 : null,
    totalUs: tookMs * 1000,
    dnsUs: null,
    connectUs: null,
    tlsUs: null,
    ttfbUs: null,
    transferUs: null,
    bytes: 2,
    evidence: () => ({
      message: `It was ${outcome}.`,
      remoteAddress: null,
      resolvedAddresses: [],
      redirects: [],
      responseHeaders: [],
      bodySample: null,
      certificate: null,
    }),
  };
}
