import { type AlertFact, IncomingProblem } from "./incoming-fact.ts";
import { type Fields, fieldsOf, lineOf, momentOf } from "./read-fields.ts";

const MOST_ALERTS = 1_000;

/** Version 4 of Alertmanager's webhook. An alert is known by its fingerprint; its group only carries it. */
export function readAlertmanager(body: unknown, nowMs: number): AlertFact[] {
  const { alerts, groupKey } = fieldsOf(body);
  if (!Array.isArray(alerts))
    throw new IncomingProblem("This is not what Alertmanager sends: it has no alerts.");
  if (alerts.length > MOST_ALERTS) throw new IncomingProblem(`${MOST_ALERTS} alerts in one call at most.`);
  return alerts.map((alert) => toFact(fieldsOf(alert), { group: lineOf(groupKey, 200), nowMs }));
}

function toFact(alert: Fields, { group, nowMs }: { group: string; nowMs: number }): AlertFact {
  const labels = fieldsOf(alert.labels);
  const notes = fieldsOf(alert.annotations);
  const isResolved = alert.status === "resolved";
  const name = lineOf(labels.alertname, 120);
  const where = lineOf(labels.instance ?? labels.job, 80);
  const summary = lineOf(notes.summary, 200);
  const severity = lineOf(labels.severity, 40).toLowerCase();
  return {
    kind: "alert",
    action: isResolved ? "resolve" : "open",
    key: lineOf(alert.fingerprint, 200) || fingerprintOf(labels, group),
    title: summary === "" ? [name === "" ? "Alert" : name, where].filter(Boolean).join(" · ") : summary,
    message: lineOf(notes.description ?? notes.message, 5_000),
    severity:
      severity === "" ? null : ["critical", "page", "error"].includes(severity) ? "critical" : "normal",
    at: momentOf(isResolved ? alert.endsAt : alert.startsAt, nowMs),
  };
}

function fingerprintOf(labels: Fields, group: string): string {
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${group}${JSON.stringify(sorted)}`.slice(0, 200);
}
