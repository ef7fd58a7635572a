import * as z from "zod";
import { MonitorInput } from "#contracts/check.ts";
import { listPage } from "#contracts/list-page.ts";
import { Tag, TimeZone } from "#contracts/maintenance.ts";
import { ListGrouping, ListSort, MonitorFilter, ShownVerdict } from "#contracts/monitor-list.ts";
import { AlertRules } from "#contracts/policy.ts";
import { RegionCode } from "#contracts/region.ts";
import { TrialInput } from "#contracts/trial.ts";
import { checkNow } from "#server/actions/monitor/check-now.ts";
import { createMonitor } from "#server/actions/monitor/create-monitor.ts";
import { deleteMonitor } from "#server/actions/monitor/delete-monitor.ts";
import { pauseMonitor } from "#server/actions/monitor/pause-monitor.ts";
import { resumeMonitor } from "#server/actions/monitor/resume-monitor.ts";
import { setAlertRules } from "#server/actions/monitor/set-alert-rules.ts";
import { setChannels } from "#server/actions/monitor/set-channels.ts";
import { testMonitor } from "#server/actions/monitor/test-monitor.ts";
import { updateMonitor } from "#server/actions/monitor/update-monitor.ts";
import { getAlertRules } from "#server/views/get-alert-rules.ts";
import { getMonitorArtifact } from "#server/views/get-artifact.ts";
import { getHeatMap } from "#server/views/get-heat-map.ts";
import { getLatency } from "#server/views/get-latency.ts";
import { getMonitor } from "#server/views/get-monitor.ts";
import { getPhases } from "#server/views/get-phases.ts";
import { getTrial } from "#server/views/get-trial.ts";
import { getUptimeHistory } from "#server/views/get-uptime-history.ts";
import { listMonitorGaps } from "#server/views/list-gaps.ts";
import { countMonitors, listMonitors, listMonitorTags } from "#server/views/list-monitors.ts";
import { findMonitorEvidence, listMonitorTicks, listMonitorTransitions } from "#server/views/list-ticks.ts";
import { editorProcedure, router, viewerProcedure } from "../init.ts";

const DAY_MS = 86_400_000;
const MonitorId = z.uuid();
const ById = z.strictObject({ id: MonitorId });
const Moment = z.number().int().min(0).max(8_000_000_000_000);
const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z
    .union([item, z.array(item).max(50)])
    .default([])
    .transform((given) => (Array.isArray(given) ? given : [given]));

const MonitorListInput = z
  .strictObject({
    search: MonitorFilter.shape.search,
    status: oneOrMore(ShownVerdict),
    tag: oneOrMore(Tag),
    kind: oneOrMore(z.string().min(1).max(40)),
    region: oneOrMore(RegionCode),
    sort: ListSort.default("status"),
    group: ListGrouping.optional(),
    /** Keys of groups whose rows are not wanted. */
    closed: z.array(z.string().max(60)).max(200).default([]),
    ...listPage({ usual: 50, most: 100 }),
  })
  .transform(({ search, status, tag, kind, region, group, ...page }) => ({
    ...page,
    grouping: group ?? null,
    filter: { search, statuses: status, tags: tag, kinds: kind, regions: region },
  }));
const Span = z
  .strictObject({ id: MonitorId, fromMs: Moment, toMs: Moment })
  .refine((span) => span.fromMs < span.toMs && span.toMs - span.fromMs <= 400 * DAY_MS, {
    path: ["toMs"],
    message: "Choose a span of at most 400 days whose end is after its start.",
  });
const LastHours = z.strictObject({ id: MonitorId, hours: z.number().int().min(1).max(9_000) });
const LatencyInput = z.union([LastHours, Span]);
const PhaseInput = z.union([
  LastHours.extend({ region: RegionCode.optional() }),
  Span.safeExtend({ region: RegionCode.optional() }),
]);
const HeatMapInput = z.strictObject({ id: MonitorId, zone: TimeZone, region: RegionCode.optional() });
const TickInput = z.strictObject({
  id: MonitorId,
  region: RegionCode.optional(),
  failedOnly: z.boolean().default(false),
  fromMs: Moment.optional(),
  toMs: Moment.optional(),
  ...listPage({ usual: 50, most: 1_000 }),
});
const EvidenceInput = z.strictObject({ id: MonitorId, region: RegionCode, at: Moment });
const ArtifactInput = z.strictObject({ id: MonitorId, artifactId: z.uuid() });
const ChannelChoice = z.strictObject({ id: MonitorId, channelIds: z.array(z.uuid()).max(100) });
const GapInput = z.strictObject({
  id: MonitorId,
  hours: z
    .number()
    .int()
    .min(1)
    .max(24 * 31),
});

export const monitorRouter = router({
  list: viewerProcedure
    .input(MonitorListInput)
    .query(({ ctx, input }) => listMonitors(ctx.deps, ctx.actor, input)),
  counts: viewerProcedure
    .input(MonitorFilter)
    .query(({ ctx, input }) => countMonitors(ctx.deps, ctx.actor, input)),
  get: viewerProcedure.input(ById).query(({ ctx, input }) => getMonitor(ctx.deps, ctx.actor, input.id)),
  latency: viewerProcedure
    .input(LatencyInput)
    .query(({ ctx, input }) => getLatency(ctx.deps, ctx.actor, input)),
  uptime: viewerProcedure
    .input(z.strictObject({ id: MonitorId }))
    .query(({ ctx, input }) => getUptimeHistory(ctx.deps, ctx.actor, input.id)),
  phases: viewerProcedure.input(PhaseInput).query(({ ctx, input }) => getPhases(ctx.deps, ctx.actor, input)),
  heatMap: viewerProcedure
    .input(HeatMapInput)
    .query(({ ctx, input }) => getHeatMap(ctx.deps, ctx.actor, input)),
  ticks: viewerProcedure
    .input(TickInput)
    .query(({ ctx, input }) => listMonitorTicks(ctx.deps, ctx.actor, input)),
  evidence: viewerProcedure
    .input(EvidenceInput)
    .query(({ ctx, input }) => findMonitorEvidence(ctx.deps, ctx.actor, input)),
  artifact: viewerProcedure
    .input(ArtifactInput)
    .query(({ ctx, input }) => getMonitorArtifact(ctx.deps, ctx.actor, input)),
  transitions: viewerProcedure
    .input(ById)
    .query(({ ctx, input }) => listMonitorTransitions(ctx.deps, ctx.actor, input.id)),
  gaps: viewerProcedure
    .input(GapInput)
    .query(({ ctx, input }) => listMonitorGaps(ctx.deps, ctx.actor, input)),
  tags: viewerProcedure.query(({ ctx }) => listMonitorTags(ctx.deps, ctx.actor)),
  rules: viewerProcedure.input(ById).query(({ ctx, input }) => getAlertRules(ctx.deps, ctx.actor, input.id)),
  setRules: editorProcedure
    .input(z.strictObject({ id: MonitorId, rules: AlertRules }))
    .mutation(({ ctx, input }) => setAlertRules(ctx.deps, ctx, input)),
  create: editorProcedure
    .input(MonitorInput)
    .mutation(({ ctx, input }) => createMonitor(ctx.deps, ctx, input)),
  update: editorProcedure
    .input(z.strictObject({ id: MonitorId, input: MonitorInput }))
    .mutation(({ ctx, input }) => updateMonitor(ctx.deps, ctx, input)),
  pause: editorProcedure.input(ById).mutation(({ ctx, input }) => pauseMonitor(ctx.deps, ctx, input.id)),
  resume: editorProcedure.input(ById).mutation(({ ctx, input }) => resumeMonitor(ctx.deps, ctx, input.id)),
  delete: editorProcedure.input(ById).mutation(({ ctx, input }) => deleteMonitor(ctx.deps, ctx, input.id)),
  setChannels: editorProcedure
    .input(ChannelChoice)
    .mutation(({ ctx, input }) => setChannels(ctx.deps, ctx, input)),
  test: editorProcedure.input(TrialInput).mutation(({ ctx, input }) => testMonitor(ctx.deps, ctx, input)),
  trial: editorProcedure.input(ById).query(({ ctx, input }) => getTrial(ctx.deps, ctx.actor, input.id)),
  checkNow: editorProcedure.input(ById).mutation(({ ctx, input }) => checkNow(ctx.deps, ctx, input.id)),
});
