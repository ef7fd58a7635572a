import type { Notification, NotificationKind } from "#contracts/notification.ts";
import { describeOutcome } from "#domain/verdict/describe-failures.ts";
import { fitText } from "./fit-text.ts";
import { singleLine } from "./single-line.ts";

const STATES = {
  down: { word: "Down", symbol: "🔴", color: "#dc2626" },
  up: { word: "Up", symbol: "🟢", color: "#16a34a" },
  degraded: { word: "Degraded", symbol: "🟠", color: "#ea580c" },
  flapping: { word: "Flapping", symbol: "🟠", color: "#ea580c" },
  reminder: { word: "Reminder", symbol: "⏰", color: "#dc2626" },
  escalation: { word: "Escalated", symbol: "🚨", color: "#dc2626" },
  acknowledged: { word: "Acknowledged", symbol: "✅", color: "#2563eb" },
  test: { word: "Test", symbol: "🔔", color: "#2563eb" },
} as const satisfies Record<NotificationKind, { word: string; symbol: string; color: string }>;

const MAX = { name: 120, reason: 500, target: 300, detail: 160, regions: 10, others: 15 };

/** What a person reads, as single lines of bounded length; each channel escapes and arranges them. */
export type Description = {
  /** The state comes first, so that it survives a narrow screen: "Down: API", "Down: API and 6 more". */
  title: string;
  symbol: string;
  color: string;
  reason: string;
  /** "It lasted 4 min 12 s." */
  duration: string | null;
  /** Null where there is none, as in an incident without a monitor. */
  target: string | null;
  /** "fra1: timeout (no answer within 10 s)". */
  regions: string[];
  /** The rest of a storm, all of it: "Payments: 2 of 3 regions fail". `listOthers` cuts it. */
  others: string[];
  at: string;
  /** The incident's page, or the monitor's where there is no incident. */
  link: string;
  acknowledgeLink: string | null;
  /** Who says so: "Uptick · Acme". */
  source: string;
};

export function describeNotification(notification: Notification): Description {
  const { word, symbol, color } = STATES[notification.kind];
  const { name, target, url } = notification.monitor;
  const storm = notification.others.length === 0 ? "" : ` and ${notification.others.length} more`;
  return {
    title: `${word}: ${line(name, MAX.name)}${storm}`,
    symbol,
    color,
    reason: line(notification.reason, MAX.reason),
    duration: describeDuration(notification),
    target: target.trim() === "" ? null : line(target, MAX.target),
    regions: describeRegions(notification.regions),
    others: notification.others.map(describeOther),
    at: `${new Date(notification.at).toISOString().slice(0, 19).replace("T", " ")} UTC`,
    link: notification.incidentUrl ?? url,
    acknowledgeLink: notification.acknowledgeUrl,
    source: `Uptick · ${line(notification.workspace.name, MAX.name)}`,
  };
}

/** Everything below the title, the links excepted. A storm's list takes at most `maxOthers` characters. */
export function detailLines(described: Description, maxOthers = Number.POSITIVE_INFINITY): string[] {
  return [
    described.reason,
    ...(described.duration === null ? [] : [described.duration]),
    ...(described.target === null ? [] : [`Target: ${described.target}`]),
    ...described.regions,
    ...listOthers(described, maxOthers),
    `${described.at} · ${described.source}`,
  ];
}

/** Whole lines with a bullet; what does not fit is counted: "and 9 more". */
export function listOthers(
  { others }: Pick<Description, "others">,
  maxLength = Number.POSITIVE_INFINITY,
): string[] {
  const lines: string[] = [];
  let room = maxLength - `and ${others.length} more`.length;
  for (const other of others.slice(0, MAX.others)) {
    room -= other.length + "• ".length + "\n".length;
    if (room < 0) break;
    lines.push(`• ${other}`);
  }
  const hidden = others.length - lines.length;
  return hidden === 0 ? lines : [...lines, `and ${hidden} more`];
}

/** The one action that a person takes, first where there is one. */
export function linksOf({ link, acknowledgeLink }: Description): { label: string; url: string }[] {
  const open = { label: "Open in Uptick", url: link };
  return acknowledgeLink === null ? [open] : [{ label: "Acknowledge", url: acknowledgeLink }, open];
}

function describeDuration({ kind, durationMs }: Notification): string | null {
  if (durationMs === null) return null;
  return kind === "up"
    ? `It lasted ${timeSpan(durationMs)}.`
    : `It has lasted ${timeSpan(durationMs)} so far.`;
}

function describeRegions(regions: Notification["regions"]): string[] {
  const lines = regions.slice(0, MAX.regions).map(({ region, outcome, message }) => {
    const detail = line(message ?? "", MAX.detail);
    return `${line(region, MAX.name)}: ${describeOutcome(outcome)}${detail === "" ? "" : ` (${detail})`}`;
  });
  const hidden = regions.length - lines.length;
  return hidden === 0 ? lines : [...lines, `and ${hidden} more ${hidden === 1 ? "region" : "regions"}`];
}

function describeOther({ name, reason }: Notification["others"][number]): string {
  return `${line(name, MAX.name)}: ${line(reason, MAX.detail)}`;
}

function line(text: string, maxLength: number): string {
  return fitText(singleLine(text), maxLength);
}

const UNITS = [
  { name: "d", ms: 86_400_000 },
  { name: "h", ms: 3_600_000 },
  { name: "min", ms: 60_000 },
  { name: "s", ms: 1000 },
];

/** Two units at most, rounded down: "42 s", "4 min 12 s", "3 d 4 h". */
function timeSpan(durationMs: number): string {
  const largest = UNITS.findIndex((unit) => durationMs >= unit.ms);
  if (largest === -1) return "less than 1 s";

  let rest = durationMs;
  const parts: string[] = [];
  for (const unit of UNITS.slice(largest, largest + 2)) {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    if (count > 0) parts.push(`${count} ${unit.name}`);
  }
  return parts.join(" ");
}
