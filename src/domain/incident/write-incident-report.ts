import type { IncidentDetail } from "#contracts/incident.ts";
import { durationOf, momentOf, plain } from "./plain-markdown.ts";

/**
 * All that is known of an incident as markdown, for who was not there. Times are UTC. Of the evidence it has what was seen,
 * never what was sent or received: bodies and headers stay in Uptick.
 */
export function writeIncidentReport(incident: IncidentDetail, nowMs: number): string {
  const { title, cause, postMortem } = incident;
  return [
    `# Incident report: ${plain(title)}`,
    "",
    plain(cause),
    "",
    ...factsOf(incident, nowMs),
    "",
    "## Timeline",
    "",
    "| Time (UTC) | After | What | Who |",
    "| --- | --- | --- | --- |",
    ...timelineOf(incident),
    "",
    "## Who was told",
    "",
    ...toldOf(incident),
    "",
    "## Evidence",
    "",
    ...evidenceOf(incident),
    "",
    ...(postMortem === null ? [] : ["## Post-mortem", "", postMortem.trim(), ""]),
    `Written by Uptick at ${momentOf(nowMs)} UTC.`,
    "",
  ].join("\n");
}

function factsOf(incident: IncidentDetail, nowMs: number): string[] {
  const { openedAt, acknowledgedAt, closedAt, monitor, affected, causedBy, merged } = incident;
  const beganAt = beginOf(incident);
  const names = monitor === null ? affected.map(({ name }) => name) : [monitor.name];
  const after = (at: number) => `${momentOf(at)} UTC, after ${durationOf(at - beganAt)}`;
  return [
    `- Affected: ${names.length === 0 ? "no monitor" : names.map(plain).join(", ")}`,
    `- Severity: ${incident.severity}; worst verdict: ${incident.worst}`,
    `- Began: ${momentOf(beganAt)} UTC`,
    `- Opened: ${after(openedAt)}`,
    acknowledgedAt === null
      ? "- Acknowledged: by nobody"
      : `- Acknowledged: ${after(acknowledgedAt)}, by ${plain(incident.acknowledgedBy ?? "somebody")}`,
    closedAt === null ? "- Resolved: not yet" : `- Resolved: ${after(closedAt)}`,
    `- Duration: ${durationOf((closedAt ?? nowMs) - beganAt)}${closedAt === null ? " so far" : ""}`,
    ...(causedBy === null ? [] : [`- Follows from: ${plain(causedBy.title)}`]),
    ...(merged.length === 0 ? [] : [`- Contains: ${merged.map((part) => plain(part.title)).join(", ")}`]),
  ];
}

function timelineOf(incident: IncidentDetail): string[] {
  const beganAt = beginOf(incident);
  return incident.events
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, message, actor, region }) => {
      const what = region === null ? message : `${region}: ${message}`;
      const after = at <= beganAt ? "0 s" : durationOf(at - beganAt);
      return `| ${momentOf(at)} | ${after} | ${plain(what)} | ${plain(actor ?? "Uptick")} |`;
    });
}

function toldOf({ told, telling }: IncidentDetail): string[] {
  const rows = told.map(
    ({ createdAt, sentAt, channelName, event, status, attempts, heldBecause, lastError }) => {
      const why = status === "sent" ? "" : (heldBecause ?? lastError ?? "");
      return `| ${momentOf(sentAt ?? createdAt)} | ${plain(channelName)} | ${event} | ${status} | ${attempts} | ${plain(why)} |`;
    },
  );
  if (rows.length === 0) return [telling.length === 0 ? "Nobody." : telling.map(plain).join(" ")];
  return [
    "| Time (UTC) | Channel | Message | State | Attempts | Why not |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ];
}

function evidenceOf({ evidence }: IncidentDetail): string[] {
  if (evidence.length === 0) return ["None was kept."];
  return [
    "| Time (UTC) | Region | Outcome | Status | Took | What was seen |",
    "| --- | --- | --- | --- | --- | --- |",
    ...evidence.map(({ region, tick, evidence: kept }) => {
      const tookMs = Math.round(tick.totalUs / 1000);
      const seen = plain(kept?.message ?? "");
      return `| ${momentOf(tick.scheduledAt)} | ${plain(region)} | ${tick.outcome} | ${tick.status ?? ""} | ${tookMs} ms | ${seen} |`;
    }),
  ];
}

function beginOf({ firstFailedAt, openedAt }: IncidentDetail): number {
  return Math.min(firstFailedAt ?? openedAt, openedAt);
}
