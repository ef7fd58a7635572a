import type { NotificationKind } from "#contracts/notification.ts";
import type { Severity } from "#contracts/policy.ts";
import { groupStorm, type StormSigns } from "#domain/notification/group-storm.ts";
import { type Hold, holdMessage, type ParentTrouble } from "#domain/notification/hold-message.ts";
import { keepsIncidents } from "#domain/notification/incident-keepers.ts";
import type { NewDelivery } from "./delivery-write-store.ts";
import type { Recipient } from "./recipient-store.ts";

/** Something to tell of an incident, whoever is told. */
export type Message = {
  incidentId: string;
  /** The transition; null: none. */
  seq: number | null;
  event: NotificationKind;
  ordinal: number;
  atMs: number;
  durationMs: number | null;
  reason: string;
  severity: Severity;
  parent: ParentTrouble | null;
  /** When the incident was over; null while it is open. */
  closedAtMs: number | null;
};

/** What is not known of a storm counts for none. */
type To = Pick<Recipient, "incidentId" | "channelId" | "kind" | "quietHours"> &
  Partial<Omit<StormSigns, "here" | "isLate">>;

const ALONE = { here: 1, recent: 0, likely: 0, gatheringUntilMs: null, lastGroupAtMs: null };
const NO_SIGNS = { recent: 0, likely: 0, gatheringUntilMs: null, lastGroupAtMs: null };

/** News from longer ago comes from a backlog: what it tells of may be over. */
const LATE_MS = 10 * 60_000;

/** Every message of an incident goes to every recipient of that incident, at once or when it may. */
export function planMessages(given: {
  news: readonly Message[];
  recipients: readonly To[];
  nowMs: number;
}): NewDelivery[] {
  const { nowMs } = given;
  const kept = new Set(
    given.news.filter(({ parent }) => parent?.kind === "down").map(({ incidentId }) => incidentId),
  );
  const perChannel = countIncidents(given.recipients.filter(({ incidentId }) => !kept.has(incidentId)));
  const recipientsOf = groupByIncident(given.recipients);
  return given.news.flatMap((message) => {
    const isLate = (message.closedAtMs ?? message.atMs) < nowMs - LATE_MS;
    return (recipientsOf.get(message.incidentId) ?? []).map((to) => {
      const here = perChannel.get(to.channelId) ?? 0;
      return { ...message, ...holdFor({ to, message, here, isLate, nowMs }), channelId: to.channelId };
    });
  });
}

/** When what was kept back may go now. */
export function planHolds<Kept extends To>(given: {
  kept: readonly Kept[];
  severities: ReadonlyMap<string, Severity>;
  nowMs: number;
}): (Kept & Hold)[] {
  const perChannel = countIncidents(given.kept);
  return given.kept.map((to) => {
    const severity = given.severities.get(to.incidentId) ?? "normal";
    const here = perChannel.get(to.channelId) ?? 0;
    const message = { severity, parent: null };
    return { ...to, ...holdFor({ to, message, here, isLate: false, nowMs: given.nowMs }) };
  });
}

type Facts = {
  to: To;
  message: Pick<Message, "severity" | "parent">;
  here: number;
  isLate: boolean;
  nowMs: number;
};

function holdFor({ to, message, here, isLate, nowMs }: Facts): Hold {
  const isKeeper = keepsIncidents(to.kind);
  const storm = groupStorm({ ...NO_SIGNS, ...to, ...(isKeeper ? ALONE : { here }), isLate }, nowMs);
  const hold = holdMessage({ ...message, quietHours: to.quietHours, storm }, nowMs);
  return { ...hold, grouped: hold.grouped && !isKeeper };
}

/** How many incidents each channel is told of at once. */
function countIncidents(recipients: readonly To[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { channelId } of recipients) counts.set(channelId, (counts.get(channelId) ?? 0) + 1);
  return counts;
}

function groupByIncident(recipients: readonly To[]): Map<string, To[]> {
  const groups = new Map<string, To[]>();
  for (const to of recipients) {
    const group = groups.get(to.incidentId);
    if (group) group.push(to);
    else groups.set(to.incidentId, [to]);
  }
  return groups;
}
