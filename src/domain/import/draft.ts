import type * as z from "zod";
import type { ChannelKind } from "#contracts/channel.ts";
import { Check, MAX_INTERVAL_SEC, MIN_INTERVAL_SEC } from "#contracts/check.ts";
import { LEAST_INTERVAL_SEC } from "#contracts/checks/check-kinds.ts";
import { Tag } from "#contracts/maintenance.ts";

export const IMPORT_PRODUCTS = [
  "uptime-kuma",
  "uptimerobot",
  "better-stack",
  "gatus",
  "statuspage",
  "healthchecks",
  "prometheus",
  "csv",
  "sitemap",
  "openapi",
] as const;
export type ImportProduct = (typeof IMPORT_PRODUCTS)[number];

/** `skipped`: nothing is made of it; `lost`: it is made without that; `mapped`: it is made another way; `secret`: a value is to be set. */
export type WarningKind = "skipped" | "lost" | "mapped" | "secret";
/** `item` is what the foreign product calls it. */
export type ImportWarning = { item: string; kind: WarningKind; message: string };

/** References name what the foreign product calls things (`foreignId`). Regions and channels are chosen later. */
export type MonitorDraft = {
  foreignId: string;
  name: string;
  check: Check;
  intervalSec: number;
  timeoutMs: number;
  tags: string[];
  paused: boolean;
  channels: string[];
  /** Failed checks in a row that make a region fail; null: the workspace's. */
  failuresInARow: number | null;
  remindEverySec: number | null;
  parents: string[];
};

/** `secrets` are kept apart: a document names them, and their values travel only where a person says so. */
export type ChannelDraft = {
  foreignId: string;
  name: string;
  kind: ChannelKind;
  config: Record<string, string | number | string[]>;
  secrets: Record<string, string>;
  isDefault: boolean;
};

export type MaintenanceDraft = {
  foreignId: string;
  name: string;
  timing:
    | { kind: "once"; startsAt: number; endsAt: number }
    | { kind: "recurring"; startsLocal: string; zone: string; rule: string; durationMin: number };
  monitors: string[];
};

export type PageDraft = {
  foreignId: string;
  title: string;
  slug: string;
  description: string;
  sections: { name: string; components: { name: string; description: string; monitors: string[] }[] }[];
};

/** One day of one monitor as the foreign product counted it: checks that were up and down. `day` is `2026-05-01`, UTC. */
export type ImportedDay = {
  foreignId: string;
  day: string;
  up: number;
  down: number;
  meanMs: number | null;
};

export type Draft = {
  product: ImportProduct;
  monitors: MonitorDraft[];
  channels: ChannelDraft[];
  maintenance: MaintenanceDraft[];
  pages: PageDraft[];
  warnings: ImportWarning[];
  /** Foreign ids of the monitors. */
  taken: Set<string>;
  /** Of checks, by the name that they are referred to by. */
  secrets: Map<string, string>;
  history: ImportedDay[];
};

export const MOST_ITEMS = 5_000;

export function emptyDraft(product: ImportProduct): Draft {
  return {
    product,
    monitors: [],
    channels: [],
    maintenance: [],
    pages: [],
    warnings: [],
    taken: new Set(),
    secrets: new Map(),
    history: [],
  };
}

type CheckInput = z.input<typeof Check>;
type NewMonitor = Pick<MonitorDraft, "foreignId" | "name"> &
  Partial<Omit<MonitorDraft, "check">> & { check: CheckInput };

const DEFAULT_TIMEOUT_MS = 10_000;

/** False when the check is none that Uptick can run as it stands: a warning says why. */
export function addMonitor(draft: Draft, input: NewMonitor): boolean {
  const read = Check.safeParse(input.check);
  if (!read.success) {
    warn(draft, input.name, "skipped", problemOf(read.error));
    return false;
  }
  const intervalSec = fitInterval(draft, {
    item: input.name,
    kind: read.data.kind,
    asked: input.intervalSec ?? 60,
  });
  const asked = Math.round(input.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const foreignId = uniqueName(input.foreignId, "-", (id) => draft.taken.has(id));
  draft.taken.add(foreignId);
  draft.monitors.push({
    foreignId,
    name: nameFrom(input.name),
    check: read.data,
    intervalSec,
    timeoutMs: Math.min(Math.max(asked, 100), 60_000, intervalSec * 1000),
    tags: tagsFrom(input.tags ?? []),
    paused: input.paused ?? false,
    channels: input.channels ?? [],
    failuresInARow: input.failuresInARow ?? null,
    remindEverySec: input.remindEverySec ?? null,
    parents: input.parents ?? [],
  });
  return true;
}

export function warn(draft: Draft, item: string, kind: WarningKind, message: string): void {
  draft.warnings.push({ item: nameFrom(item), kind, message: message.slice(0, 500) });
}

/** Keeps the value apart under a name of its own, and answers what a check says instead. */
export function keepSecret(
  draft: Draft,
  { item, field, value }: { item: string; field: string; value: string },
): string {
  const base = `${item}_${field}`
    .normalize("NFKD")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^[^A-Z]+|_+$/g, "")
    .slice(0, 58);
  const name = uniqueName(base === "" ? "IMPORTED" : base, "_", (taken) => {
    const known = draft.secrets.get(taken);
    return known !== undefined && known !== value;
  });
  draft.secrets.set(name, value);
  warn(draft, item, "secret", `${field} is kept as the secret ${name}.`);
  return `{{secret.${name}}}`;
}

function uniqueName(base: string, joint: string, isTaken: (name: string) => boolean): string {
  let name = base;
  for (let n = 2; isTaken(name); n += 1) name = `${base}${joint}${n}`;
  return name;
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const field = issue?.path.join(".") ?? "";
  return `${field === "" ? "" : `${field}: `}${issue?.message ?? "not readable"}`;
}

function fitInterval(
  draft: Draft,
  { item, kind, asked }: { item: string; kind: Check["kind"]; asked: number },
): number {
  const least = LEAST_INTERVAL_SEC[kind] ?? MIN_INTERVAL_SEC;
  const fitted = Math.min(Math.max(Math.round(asked), least), MAX_INTERVAL_SEC);
  if (fitted !== asked) warn(draft, item, "mapped", `Every ${asked} s became every ${fitted} s.`);
  return fitted;
}

const ASTRAY = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

export function nameFrom(text: string): string {
  const name = text.replace(ASTRAY, " ").trim().slice(0, 120).trim();
  return name === "" ? "Unnamed" : name;
}

/** What cannot be a tag as it stands is written with hyphens. */
export function tagsFrom(texts: readonly string[]): string[] {
  const tags = texts
    .map((text) =>
      text
        .toLowerCase()
        .normalize("NFKD")
        .replace(/[^a-z0-9:._-]+/g, "-")
        .replace(/^[^a-z0-9]+|-+$/g, "")
        .slice(0, 40),
    )
    .filter((tag) => Tag.safeParse(tag).success);
  return [...new Set(tags)].slice(0, 20);
}
