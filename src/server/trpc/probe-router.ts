import { TRPCError } from "@trpc/server";
import { type ArtifactReceipt, ArtifactUpload, MAX_ARTIFACT_BYTES } from "#contracts/artifact.ts";
import { trialOf } from "#contracts/job-entry.ts";
import {
  ProbeBeat,
  type ProbeBeatReply,
  type ProbeConfig,
  ProbeConfigsInput,
  ProbeHello,
  ProbeReport,
  type ProbeWelcome,
} from "#contracts/probe-rpc.ts";
import { TrialReport } from "#contracts/trial.ts";
import { ingestReport } from "#server/pipeline/ingest/ingest-report.ts";
import { measureIngest } from "#server/runtime/metrics/measure-ingest.ts";
import { saveArtifact } from "#server/store/artifact-store.ts";
import { keepOwnReport } from "#server/store/own-report-store.ts";
import { listConfigChanges, listProbeConfigs, recordBeat, recordHello } from "#server/store/probe-store.ts";
import { recordControl } from "#server/store/region-fault-store.ts";
import { isUnreachable } from "#server/store/sql-transaction.ts";
import { listTrialConfigs, saveTrialResult } from "#server/store/trial-store.ts";
import { attachSecrets } from "#server/views/attach-secrets.ts";
import { type ProbeContext, type ProbeRegion, probeProcedure, probeRouterOf } from "./probe-init.ts";
import { probeStreamRouter } from "./probe-stream-router.ts";

type Called = { deps: ProbeContext["deps"]; region: ProbeRegion };

/** Every procedure is a mutation: probes only ever POST. */
export const probeRouter = probeRouterOf({
  stream: probeStreamRouter,
  probe: probeRouterOf({
    hello: probeProcedure
      .input(ProbeHello)
      .mutation(({ ctx, input }) => reachably(() => welcome(ctx, input))),
    configs: probeProcedure
      .input(ProbeConfigsInput)
      .mutation(({ ctx, input }) => reachably(() => listConfigs(ctx, input))),
    report: probeProcedure
      .input(ProbeReport)
      .mutation(({ ctx, input }) => reachably(() => report(ctx, input))),
    trial: probeProcedure.input(TrialReport).mutation(({ ctx, input }) =>
      reachably(async () => ({
        taken: await saveTrialResult(ctx.deps.pool, {
          ...input,
          regionId: ctx.region.id,
          nowMs: ctx.deps.clock(),
        }),
      })),
    ),
    artifact: probeProcedure
      .input(ArtifactUpload)
      .mutation(({ ctx, input }) => reachably(() => takeArtifact(ctx, input))),
    beat: probeProcedure.input(ProbeBeat).mutation(({ ctx, input }) => reachably(() => beat(ctx, input))),
  }),
});

export async function welcome({ deps, region }: Called, hello: ProbeHello): Promise<ProbeWelcome> {
  await recordHello(deps.pool, { regionId: region.id, hello, nowMs: deps.clock() });
  return {
    region: region.code,
    serverTime: deps.clock(),
    // A network of its own need not reach what we do: its agents look whether they reach us.
    controlTargets: region.workspaceId === null ? [...deps.settings.controlTargets] : [],
    ...(deps.settings.contactUrl === null ? {} : { contactUrl: deps.settings.contactUrl }),
  };
}

export async function report({ deps, region }: Called, input: ProbeReport) {
  await noteHealth({ deps, region }, input.regionHealthy);
  const report = await keepOwnReport(deps.pool, { region, report: input });
  const receipt = await measureIngest(region, report, () =>
    ingestReport(deps, { regionId: region.id, report }),
  );
  return { ...receipt, dropped: receipt.dropped + input.ticks.length - report.ticks.length };
}

async function takeArtifact({ deps, region }: Called, input: ArtifactUpload): Promise<ArtifactReceipt> {
  const bytes = Buffer.from(input.bytes, "base64");
  if (bytes.length === 0 || bytes.length > MAX_ARTIFACT_BYTES) return { taken: false };
  const taken = await saveArtifact(deps.pool, { ...input, bytes, regionId: region.id, nowMs: deps.clock() });
  return { taken };
}

export async function beat({ deps, region }: Called, input: ProbeBeat): Promise<ProbeBeatReply> {
  // Before the changes are read: what is dated later is for the next beat.
  const nowMs = deps.clock();
  await recordBeat(deps.pool, { regionId: region.id, beat: input, nowMs });
  await recordControl(deps.pool, { id: region.id, healthy: input.regionHealthy, nowMs });
  region.healthy = input.regionHealthy;
  if (input.since === null) return { serverTime: nowMs, changedMonitorIds: [], changedAll: false };
  const asked = { regionId: region.id, sinceMs: input.since, nowMs };
  return { serverTime: nowMs, ...(await listConfigChanges(deps.pool, asked)) };
}

/** Monitors and trials in one answer; most questions are about monitors alone. */
export async function listConfigs(
  { deps, region }: Called,
  { monitorIds: ids, private: isPrivate }: ProbeConfigsInput,
): Promise<ProbeConfig[]> {
  const trialIds = ids.flatMap((id) => trialOf(id) ?? []);
  const monitorIds = ids.filter((id) => trialOf(id) === null);
  const [monitors, trials] = await Promise.all([
    monitorIds.length === 0 ? [] : listProbeConfigs(deps.pool, { regionId: region.id, monitorIds }),
    trialIds.length === 0
      ? []
      : listTrialConfigs(deps.pool, { regionId: region.id, trialIds, nowMs: deps.clock() }),
  ]);
  return attachSecrets(deps, [...monitors, ...trials], isPrivate);
}

/** `region` is the cached row, so that a report costs no write while the region's health stays. */
async function noteHealth({ deps, region }: Called, healthy: boolean): Promise<void> {
  if (region.healthy === healthy) return;
  await recordControl(deps.pool, { id: region.id, healthy, nowMs: deps.clock() });
  region.healthy = healthy;
}

/** A database that cannot be reached is a 503, so that the probe keeps its ticks and comes back. */
async function reachably<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!isUnreachable(cause)) throw cause;
    throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "The database cannot be reached.", cause });
  }
}
