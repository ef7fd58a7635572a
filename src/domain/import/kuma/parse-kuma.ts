import { addMonitor, type Draft, emptyDraft, nameFrom, warn } from "../draft.ts";
import { pageSlug } from "../page-slug.ts";
import { type Fields, isTrue, numberOf, textOf } from "../read-object.ts";
import { type ImportResult, toDocument } from "../to-document.ts";
import { addChannel } from "./kuma-channel.ts";
import { toCheck } from "./kuma-check.ts";
import type { KumaDump } from "./kuma-dump.ts";
import { addMaintenance } from "./kuma-maintenance.ts";

type Relations = {
  tags: Map<string, Fields[]>;
  notifications: Map<string, string[]>;
  proxies: Map<string, Fields>;
  byId: Map<string, Fields>;
};

/** Uptime Kuma 1.23 and 2.0. `nowMs` says which maintenance is over. */
export function parseKuma(dump: KumaDump, { nowMs }: { nowMs: number }): ImportResult {
  const draft = emptyDraft("uptime-kuma");
  for (const row of dump.notifications) addChannel(draft, row);
  const relations = relate(dump);
  for (const row of dump.monitors) addKumaMonitor(draft, row, relations);
  const made = new Set(draft.monitors.map(({ foreignId }) => foreignId));
  for (const row of dump.maintenance) {
    const monitors = dump.monitorMaintenance
      .filter((link) => textOf(link.maintenance_id) === textOf(row.id))
      .map((link) => monitorId(link.monitor_id))
      .filter((id) => made.has(id));
    addMaintenance(draft, { row, zone: dump.zone, monitors, nowMs });
  }
  for (const row of dump.statusPages) addPage(draft, row, { dump, made });
  draft.history = dump.days
    .map(({ monitorId: id, pingMs, ...day }) => ({ ...day, foreignId: monitorId(id), meanMs: pingMs }))
    .filter(({ foreignId }) => made.has(foreignId));
  return toDocument(draft);
}

function monitorId(id: unknown): string {
  return `kuma-${textOf(id)}`;
}

function relate(dump: KumaDump): Relations {
  const active = new Set(dump.notifications.map(({ id }) => textOf(id)));
  const links = dump.monitorNotifications.filter((link) => active.has(textOf(link.notification_id)));
  return {
    tags: byMonitor(dump.monitorTags, (row) => row),
    notifications: byMonitor(links, (row) => textOf(row.notification_id)),
    proxies: new Map(dump.proxies.map((row) => [textOf(row.id), row])),
    byId: new Map(dump.monitors.map((row) => [textOf(row.id), row])),
  };
}

function byMonitor<Part>(rows: readonly Fields[], partOf: (row: Fields) => Part): Map<string, Part[]> {
  const parts = new Map<string, Part[]>();
  for (const row of rows) {
    const id = textOf(row.monitor_id);
    parts.set(id, [...(parts.get(id) ?? []), partOf(row)]);
  }
  return parts;
}

function addKumaMonitor(draft: Draft, row: Fields, relations: Relations): void {
  const name = nameFrom(textOf(row.name));
  const id = textOf(row.id);
  if (row.type === "group") {
    warn(draft, name, "mapped", "A group became a tag of the monitors in it.");
    return;
  }
  const check = toCheck({ draft, row, name, proxies: relations.proxies });
  if (check === null) return;
  const upsideDown = isTrue(row.upside_down);
  if (upsideDown) {
    warn(draft, name, "lost", "Uptick does not turn a check upside down: it is brought in paused.");
  }
  const intervalSec = numberOf(row.interval) ?? 60;
  const resend = numberOf(row.resend_interval) ?? 0;
  const timeoutSec = numberOf(row.timeout) ?? 0;
  addMonitor(draft, {
    foreignId: monitorId(id),
    name,
    check,
    intervalSec,
    timeoutMs: (timeoutSec > 0 ? timeoutSec : Math.min(intervalSec * 0.8, 48)) * 1000,
    tags: [...(relations.tags.get(id) ?? []).map(tagText), ...groupsOf(row, relations)],
    paused: upsideDown || !isTrue(row.active ?? true),
    channels: relations.notifications.get(id) ?? [],
    failuresInARow: (numberOf(row.maxretries) ?? 0) + 1,
    remindEverySec: resend > 0 ? resend * intervalSec : null,
  });
}

function tagText({ name, value }: Fields): string {
  const text = textOf(value);
  return text === "" ? textOf(name) : `${textOf(name)}:${text}`;
}

function groupsOf(row: Fields, { byId }: Relations): string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  for (let parent = textOf(row.parent); parent !== "" && !seen.has(parent); ) {
    seen.add(parent);
    const group = byId.get(parent);
    if (group === undefined) break;
    names.push(textOf(group.name));
    parent = textOf(group.parent);
  }
  return names;
}

function addPage(draft: Draft, row: Fields, { dump, made }: { dump: KumaDump; made: Set<string> }): void {
  const title = nameFrom(textOf(row.title));
  const names = new Map(draft.monitors.map(({ foreignId, name }) => [foreignId, name]));
  const byWeight = (a: Fields, b: Fields) => (numberOf(a.weight) ?? 0) - (numberOf(b.weight) ?? 0);
  const sections = dump.groups
    .filter((group) => textOf(group.status_page_id) === textOf(row.id))
    .toSorted(byWeight)
    .map((group) => ({
      name: nameFrom(textOf(group.name)),
      components: dump.monitorGroups
        .filter((link) => textOf(link.group_id) === textOf(group.id))
        .toSorted(byWeight)
        .map((link) => monitorId(link.monitor_id))
        .filter((id) => made.has(id))
        .map((id) => ({ name: names.get(id) ?? id, description: "", monitors: [id] })),
    }));
  const slug = pageSlug(textOf(row.slug));
  if (slug !== textOf(row.slug))
    warn(draft, title, "mapped", `Its address ${textOf(row.slug)} became ${slug}.`);
  warn(
    draft,
    title,
    "lost",
    "Icon, CSS, footer and incidents of the page are left out; it is a draft until you publish it.",
  );
  draft.pages.push({
    foreignId: textOf(row.id),
    title,
    slug,
    description: textOf(row.description).slice(0, 2000),
    sections,
  });
}
