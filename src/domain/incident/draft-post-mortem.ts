import type { IncidentDetail } from "#contracts/incident.ts";
import { durationOf, momentOf, plain } from "./plain-markdown.ts";

type Facts = Pick<
  IncidentDetail,
  | "title"
  | "severity"
  | "openedAt"
  | "firstFailedAt"
  | "acknowledgedAt"
  | "acknowledgedBy"
  | "closedAt"
  | "cause"
  | "causedBy"
  | "monitor"
  | "affected"
  | "events"
  | "told"
  | "evidence"
>;

/** A beginning in markdown: what is known, and headings for what only people know. Times are UTC. */
export function draftPostMortem(incident: Facts, nowMs: number): string {
  return [
    `# ${plain(incident.title)}`,
    "",
    "## What happened",
    "",
    plain(incident.cause),
    "",
    "## When",
    "",
    ...momentsOf(incident, nowMs),
    "",
    "## Impact",
    "",
    ...impactOf(incident),
    "",
    "## Timeline",
    "",
    "| Time (UTC) | What | Who |",
    "| --- | --- | --- |",
    ...rowsOf(incident),
    "",
    "## Contributing factors",
    "",
    ...factorsOf(incident),
    "",
    "## What we change",
    "",
    "- ",
    "",
  ].join("\n");
}

function momentsOf(incident: Facts, nowMs: number): string[] {
  const { firstFailedAt, openedAt, acknowledgedAt, acknowledgedBy, closedAt } = incident;
  const beganAt = firstFailedAt ?? openedAt;
  return [
    ...(firstFailedAt === null ? [] : [`- First failed check: ${momentOf(firstFailedAt)}`]),
    `- Opened: ${momentOf(openedAt)}`,
    ...(acknowledgedAt === null
      ? []
      : [`- Acknowledged: ${momentOf(acknowledgedAt)} by ${plain(acknowledgedBy ?? "somebody")}`]),
    closedAt === null ? "- Not resolved yet" : `- Resolved: ${momentOf(closedAt)}`,
    `- Duration: ${durationOf((closedAt ?? nowMs) - beganAt)}`,
  ];
}

function impactOf({ monitor, affected, severity, told }: Facts): string[] {
  const names = monitor === null ? affected.map(({ name }) => name) : [monitor.name];
  const channels = new Set(
    told.filter(({ status }) => status === "sent").map(({ channelName }) => channelName),
  );
  return [
    `- Affected: ${names.length === 0 ? "no monitor" : names.map(plain).join(", ")}`,
    `- Severity: ${severity}`,
    `- Told: ${channels.size === 0 ? "nobody" : [...channels].map(plain).join(", ")}`,
  ];
}

function rowsOf({ events, told }: Facts): string[] {
  const steps = events.map(({ at, message, actor, region }) => ({
    at,
    what: region === null ? message : `${region}: ${message}`,
    who: actor ?? "Uptick",
  }));
  const messages = told
    .filter(({ sentAt }) => sentAt !== null)
    .map(({ sentAt, createdAt, channelName, event }) => ({
      at: sentAt ?? createdAt,
      what: `Told ${channelName} (${event})`,
      who: "Uptick",
    }));
  return [...steps, ...messages]
    .sort((a, b) => a.at - b.at)
    .map(({ at, what, who }) => `| ${momentOf(at)} | ${plain(what)} | ${plain(who)} |`);
}

function factorsOf({ causedBy, evidence }: Facts): string[] {
  const seen = evidence.map(({ region, tick, evidence: kept }) => {
    const saw =
      kept?.message ?? (tick.status === null ? tick.outcome : `${tick.outcome}, status ${tick.status}`);
    return `- ${plain(region)} saw: ${plain(saw)}`;
  });
  const cause = causedBy === null ? [] : [`- Follows from “${plain(causedBy.title)}”`];
  return seen.length + cause.length === 0 ? ["- "] : [...cause, ...seen];
}
