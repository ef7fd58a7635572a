import {
  countMonitorsByVerdict,
  countOpenIncidents,
  countRecentGaps,
  countWaitingMessages,
} from "#server/store/installation-metrics-store.ts";
import { listWatermarks, type SystemMarks } from "#server/store/system-store.ts";
import { listLostChannels, readPipeline } from "#server/store/watch-store.ts";
import { type MetricReading, type MetricSource, reading, type SourceDeps } from "./metric-reading.ts";

export const pipelineSource: MetricSource = { name: "pipeline", keepMs: 15_000, read: readPipelineMetrics };

async function readPipelineMetrics({ sql, now }: SourceDeps): Promise<MetricReading[]> {
  const nowMs = now().getTime();
  const [marks, pipeline, monitors, incidents, gaps, waiting, lost] = await Promise.all([
    listWatermarks(sql),
    readPipeline(sql, nowMs),
    countMonitorsByVerdict(sql),
    countOpenIncidents(sql),
    countRecentGaps(sql, nowMs),
    countWaitingMessages(sql, nowMs),
    listLostChannels(sql),
  ]);
  const { outboxSinceMs, newestCheckMs } = pipeline;
  return [
    ...readMarks(marks, nowMs),
    reading("uptick_expected_slots", {}, pipeline.expected),
    reading("uptick_missed_slots", {}, pipeline.missed),
    ...gaps.map(({ count, ...labels }) => reading("uptick_missed_slots_by_reason", labels, count)),
    ...secondsSince("uptick_newest_check_age_seconds", newestCheckMs, nowMs),
    ...monitors.map(({ verdict, count }) => reading("uptick_monitors", { verdict }, count)),
    ...incidents.map(({ count, ...labels }) => reading("uptick_incidents_open", labels, count)),
    reading("uptick_outbox_waiting", { to: "channels" }, waiting.channels),
    reading("uptick_outbox_waiting", { to: "subscribers" }, waiting.subscribers),
    reading("uptick_outbox_age_seconds", {}, outboxSinceMs === null ? 0 : (nowMs - outboxSinceMs) / 1_000),
    reading("uptick_channels_off", {}, lost.length),
  ];
}

function readMarks(marks: SystemMarks, nowMs: number): MetricReading[] {
  const ages = [...marks].map(([stage, { updatedAt }]) =>
    reading("uptick_watermark_age_seconds", { stage }, (nowMs - updatedAt) / 1_000),
  );
  const schedule = marks.get("schedule");
  if (schedule === undefined) return ages;
  return [...ages, reading("uptick_schedule_lead_seconds", {}, (schedule.at - nowMs) / 1_000)];
}

function secondsSince(
  name: "uptick_newest_check_age_seconds",
  atMs: number | null,
  nowMs: number,
): MetricReading[] {
  return atMs === null ? [] : [reading(name, {}, (nowMs - atMs) / 1_000)];
}
