import type { PhaseSeries } from "#contracts/latency.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listPhases } from "#server/store/phase-store.ts";
import { type AskedSpan, spanOf } from "./asked-span.ts";
import { choosePhaseSpan } from "./latency-span.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

/** Of one region: reading more takes longer than a chart is worth. */
const MAX_TICKS = 3_000;

export type PhaseQuery = { id: string; region?: string | undefined } & AskedSpan;

export async function getPhases(deps: ViewDeps, actor: Actor, query: PhaseQuery): Promise<PhaseSeries> {
  const { id: monitorId, createdAt, intervalMs } = await getMonitorHead(deps, actor, query.id);
  const asked = spanOf(query, { createdAt, nowMs: deps.now().getTime() });
  const span = choosePhaseSpan(asked);
  const buckets = (span.toMs - span.fromMs) / span.bucketMs;
  const due = Math.ceil(span.bucketMs / intervalMs);
  const perBucket = Math.max(5, Math.floor(MAX_TICKS / buckets));
  const sampled = due > perBucket ? perBucket : null;
  // Confirmations come beside the schedule, so that a bucket may hold more than were due.
  const read = { monitorId, region: query.region ?? null, ...span, perBucket: sampled ?? 2 * due + 50 };
  const points = await listPhases(deps.sql, read);
  return { ...span, sampled, points };
}
