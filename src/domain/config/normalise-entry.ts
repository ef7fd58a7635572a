import type { QuietHours } from "#contracts/channel.ts";
import type { ConfigEntry, EntryOf } from "./config-entry.ts";
import { writeCanonical } from "./diff-fields.ts";

/** The same for entries that mean the same at `nowMs`: lists without an order are sorted, and what is over is left out. */
export function normaliseEntry(part: ConfigEntry, nowMs: number): ConfigEntry {
  switch (part.kind) {
    case "channel":
      return { kind: part.kind, entry: sortChannel(part.entry) };
    case "onCall":
      return { kind: part.kind, entry: keepComing(part.entry, nowMs) };
    case "escalation":
      return { kind: part.kind, entry: sortSteps(part.entry) };
    case "monitor":
      return { kind: part.kind, entry: sortMonitor(part.entry) };
    case "maintenance":
      return { kind: part.kind, entry: sortWindow(part.entry) };
    case "objective":
      return { kind: part.kind, entry: sortObjective(part.entry) };
    case "statusPage":
      return { kind: part.kind, entry: sortPage(part.entry, nowMs) };
    default:
      return part;
  }
}

function sortChannel(entry: EntryOf["channel"]): EntryOf["channel"] {
  return { ...entry, quietHours: entry.quietHours && sortDays(entry.quietHours) };
}

function sortDays<Hours extends Pick<QuietHours, "days">>(hours: Hours): Hours {
  return { ...hours, days: sortOnce(hours.days) };
}

function keepComing(entry: EntryOf["onCall"], nowMs: number): EntryOf["onCall"] {
  const overrides = entry.overrides?.filter(({ endsAt }) => endsAt > nowMs);
  return { ...entry, ...(overrides && { overrides: sortAll(overrides) }) };
}

function sortSteps(entry: EntryOf["escalation"]): EntryOf["escalation"] {
  const steps = entry.steps.map((step) => ({
    ...step,
    channels: sortOnce(step.channels),
    onCall: sortOnce(step.onCall),
  }));
  return { ...entry, steps };
}

function sortMonitor(entry: EntryOf["monitor"]): EntryOf["monitor"] {
  const { regions, tags, parents, channels } = entry;
  return {
    ...entry,
    tags: sortOnce(tags),
    parents: sortOnce(parents),
    ...(regions && { regions: sortOnce(regions) }),
    ...(channels && { channels: sortOnce(channels) }),
  };
}

function sortWindow(entry: EntryOf["maintenance"]): EntryOf["maintenance"] {
  const { everything, monitors, tags } = entry.scope;
  const scope = everything
    ? { everything, monitors: [], tags: [] }
    : { everything, monitors: sortOnce(monitors), tags: sortOnce(tags) };
  return { ...entry, scope };
}

function sortObjective(entry: EntryOf["objective"]): EntryOf["objective"] {
  const { scope, hours, channels, mailTo, exclusions } = entry;
  return {
    ...entry,
    scope: scope.kind === "tag" ? scope : { ...scope, monitors: sortOnce(scope.monitors) },
    hours: hours && sortDays(hours),
    channels: sortOnce(channels),
    mailTo: sortOnce(mailTo.map((address) => address.toLowerCase())),
    ...(exclusions && { exclusions: sortAll(exclusions) }),
  };
}

function sortPage(entry: EntryOf["statusPage"], nowMs: number): EntryOf["statusPage"] {
  const { access, publishAt, state } = entry;
  const isOut = state === "published" || (publishAt !== null && publishAt <= nowMs);
  const sections = entry.sections.map((section) => ({
    ...section,
    components: section.components.map((component) => ({
      ...component,
      monitors: sortOnce(component.monitors),
    })),
  }));
  return {
    ...entry,
    ...(isOut ? { state: "published", publishAt: null } : {}),
    access: sortAccess(access),
    sections,
  };
}

function sortAccess(access: EntryOf["statusPage"]["access"]): EntryOf["statusPage"]["access"] {
  if (access.kind === "email") {
    const { domains, addresses } = access;
    return { ...access, domains: sortOnce(domains), addresses: sortOnce(addresses) };
  }
  return access.kind === "network" ? { ...access, ranges: sortOnce(access.ranges) } : access;
}

function sortOnce<Item extends string | number>(items: readonly Item[]): Item[] {
  return [...new Set(items)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function sortAll<Item extends { startsAt: number }>(items: readonly Item[]): Item[] {
  return [...items].sort(
    (a, b) => a.startsAt - b.startsAt || (writeCanonical(a) < writeCanonical(b) ? -1 : 1),
  );
}
