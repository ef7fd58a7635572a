import type { ConfigNotice, ConfigStep } from "#contracts/config-plan.ts";
import { alignEntry } from "./align-entry.ts";
import { type ConfigEntry, type ConfigPart, pathOf, titleOf } from "./config-entry.ts";
import type { CurrentEntry } from "./current-config.ts";
import { diffFields, touchesOf } from "./diff-fields.ts";
import { listCredentials } from "./find-refusals.ts";
import { mapReferences } from "./map-references.ts";
import { normaliseEntry } from "./normalise-entry.ts";

/** `part` is what there is to be, referring by key; null when it goes. `id` is null while there is none. */
export type PlannedStep = ConfigStep & {
  id: string | null;
  part: ConfigEntry | null;
  /** Where the document has its credentials, also those that are the same as before. */
  credentials: { field: string; env: string }[];
};

/** Whether the value of this variable is known to be another than the one that the thing has. */
export type IsRenewed = (id: string, credential: { field: string; env: string }) => boolean;

type There = {
  there: CurrentEntry;
  source: string;
  nowMs: number;
  keyOf: (id: string) => string;
  isRenewed: IsRenewed;
};
type Planned = { step: PlannedStep | null; refusals: ConfigNotice[]; warnings: ConfigNotice[] };

/** What has to happen for a thing that is there to be what its entry says. */
export function planEntry(part: ConfigEntry, { there, source, nowMs, keyOf, isRenewed }: There): Planned {
  const now = readPresent(there, { key: part.entry.key, nowMs, keyOf });
  const turned = findTurn(part, now);
  if (turned !== null) return { step: null, refusals: [turned], warnings: [] };
  const renewed = listCredentials(part).flatMap((one) => (isRenewed(there.id, one) ? [one.field] : []));
  const wanted = normaliseEntry(alignEntry(part, now, renewed), nowMs);
  const fields =
    part.kind === "secret" ? renewed.map((path) => ({ path })) : diffFields(now.entry, wanted.entry);
  const isShared = part.kind === "secret" || part.kind === "workspace";
  const isOwn = isShared || there.managed?.source === source;
  const refusals = lacksPassword(wanted);
  if (isOwn && fields.length === 0) return { step: null, refusals, warnings: [] };
  const step: PlannedStep = {
    action: isOwn ? "update" : "adopt",
    kind: part.kind,
    key: part.entry.key,
    name: titleOf(wanted),
    fields,
    drift: isOwn ? findDrift(there, now, fields) : [],
    id: there.id,
    part: wanted,
    credentials: listCredentials(part),
  };
  return { step, refusals, warnings: [] };
}

export function planCreation(part: ConfigEntry, nowMs: number): Planned {
  if (isPast(part, nowMs)) {
    const warnings = [{ path: pathOf(part), message: "It is over already: nothing is made." }];
    return { step: null, refusals: [], warnings };
  }
  const { kind } = part;
  const what = {
    kind,
    key: part.entry.key,
    name: titleOf(part),
    id: null,
    part,
    credentials: listCredentials(part),
  };
  const step: PlannedStep = { ...what, action: "create", fields: [], drift: [] };
  return { step, refusals: lacksPassword(part), warnings: [] };
}

/** A window that has no occurrence any more. */
export function isPast(part: ConfigEntry, nowMs: number): boolean {
  return (
    part.kind === "maintenance" && part.entry.timing.kind === "once" && part.entry.timing.endsAt <= nowMs
  );
}

/** As an entry of the document would say it. */
export function readPresent(
  { part }: CurrentEntry,
  { key, nowMs, keyOf }: { key: string; nowMs: number; keyOf: (id: string) => string },
): ConfigEntry {
  const named = { kind: part.kind, entry: { ...part.entry, key } } as ConfigEntry;
  return normaliseEntry(
    mapReferences(named, (_, id) => keyOf(id)),
    nowMs,
  );
}

/** What cannot become of what there is. */
function findTurn(part: ConfigEntry, now: ConfigEntry): ConfigNotice | null {
  if (part.kind === "channel" && now.kind === "channel" && part.entry.kind !== now.entry.kind) {
    const message = `This is a channel of the kind ${now.entry.kind}, which stays. Give a new one another key.`;
    return { path: `${pathOf(part)}.kind`, message };
  }
  if (part.kind === "monitor" && now.kind === "monitor" && isHeartbeat(part) !== isHeartbeat(now)) {
    const message = "A heartbeat stays one, and no other check becomes one. Give a new monitor another key.";
    return { path: `${pathOf(part)}.check.kind`, message };
  }
  return null;
}

function isHeartbeat({ entry }: ConfigPart<"monitor">): boolean {
  return entry.check.kind === "heartbeat";
}

/** The fields that are not as the source has left them. */
function findDrift({ managed }: CurrentEntry, now: ConfigEntry, fields: ConfigStep["fields"]): string[] {
  if (managed === null || managed.applied === null) return [];
  const isMoved = touchesOf(diffFields(managed.applied, now.entry));
  return fields.map(({ path }) => path).filter((path) => isMoved(path));
}

function lacksPassword(part: ConfigEntry): ConfigNotice[] {
  if (part.kind !== "statusPage" || part.entry.access.kind !== "password") return [];
  if (part.entry.password !== undefined) return [];
  return [
    {
      path: `${pathOf(part)}.password`,
      message: "Say where the password is, such as { env: PAGE_PASSWORD }.",
    },
  ];
}
