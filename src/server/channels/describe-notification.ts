import type { Notification, NotificationKind } from "#contracts/notification.ts";
import { describeOutcome } from "#domain/verdict/describe-failures.ts";
import { fitText } from "./fit-text.ts";
import { singleLine } from "./single-line.ts";

const STATES = {
  down: { word: "Down", symbol: "🔴", color: "#dc2626" },
  up: { word: "Up", symbol: "🟢", color: "#16a34a" },
  test: { word: "Test", symbol: "🔔", color: "#2563eb" },
} as const satisfies Record<NotificationKind, { word: string; symbol: string; color: string }>;

const MAX = { name: 120, reason: 500, target: 300, detail: 160, regions: 10 };

/** What a person reads, as single lines of bounded length; each channel escapes and arranges them. */
export type Description = {
  /** The state comes first, so that it survives a narrow screen: "Down: API". */
  title: string;
  symbol: string;
  color: string;
  reason: string;
  /** "Down for 4 min 12 s", on recovery. */
  duration: string | null;
  target: string;
  /** "fra1: timeout (no answer within 10 s)". */
  regions: string[];
  at: string;
  link: string;
  /** Who says so: "Uptick · Acme". */
  source: string;
};

export function describeNotification(notification: Notification): Description {
  const { word, symbol, color } = STATES[notification.kind];
  return {
    title: `${word}: ${line(notification.monitor.name, MAX.name)}`,
    symbol,
    color,
    reason: line(notification.reason, MAX.reason),
    duration: notification.durationMs === null ? null : `Down for ${downtime(notification.durationMs)}`,
    target: line(notification.monitor.target, MAX.target),
    regions: describeRegions(notification.regions),
    at: `${new Date(notification.at).toISOString().slice(0, 19).replace("T", " ")} UTC`,
    link: notification.monitor.url,
    source: `Uptick · ${line(notification.workspace.name, MAX.name)}`,
  };
}

/** Everything below the title, the link excepted. */
export function detailLines(described: Description): string[] {
  const duration = described.duration === null ? [] : [`${described.duration}.`];
  return [
    described.reason,
    ...duration,
    `Target: ${described.target}`,
    ...described.regions,
    `${described.at} · ${described.source}`,
  ];
}

function describeRegions(regions: Notification["regions"]): string[] {
  const lines = regions.slice(0, MAX.regions).map(({ region, outcome, message }) => {
    const detail = line(message ?? "", MAX.detail);
    return `${line(region, MAX.name)}: ${describeOutcome(outcome)}${detail === "" ? "" : ` (${detail})`}`;
  });
  const hidden = regions.length - lines.length;
  return hidden === 0 ? lines : [...lines, `and ${hidden} more ${hidden === 1 ? "region" : "regions"}`];
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
function downtime(durationMs: number): string {
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
