import type { ConfigDocument } from "#contracts/config-document.ts";
import { CONFIG_KINDS, type ConfigNotice, type ConfigOptions } from "#contracts/config-plan.ts";
import { type ConfigEntry, listEntries, PART_OF, pathOf, titleOf } from "./config-entry.ts";
import type { CurrentConfig, CurrentEntry } from "./current-config.ts";
import { findRefusals } from "./find-refusals.ts";
import { matchEntries, referenceOf } from "./match-entries.ts";
import { normaliseEntry } from "./normalise-entry.ts";
import { orderEntries } from "./order-entries.ts";
import { type IsRenewed, type PlannedStep, planCreation, planEntry } from "./plan-entry.ts";

export type PlanOptions = Pick<ConfigOptions, "source" | "prune" | "takeOver"> & {
  nowMs: number;
  isRenewed: IsRenewed;
};
export type PlannedChanges = {
  steps: PlannedStep[];
  unchanged: number;
  refusals: ConfigNotice[];
  warnings: ConfigNotice[];
  /** The ids of what the document's entries stand for already, by `kind/key`. */
  ids: ReadonlyMap<string, string>;
};

/** What has to happen for the workspace to be what the document says, in the order in which it can. */
export function planChanges(
  current: CurrentConfig,
  document: ConfigDocument,
  options: PlanOptions,
): PlannedChanges {
  const { source, nowMs } = options;
  const ordered = orderEntries(listEntries(document).map((part) => normaliseEntry(part, nowMs)));
  const matched = matchEntries(current, ordered.entries, options);
  const refusals = [...matched.refusals, ...ordered.refusals, ...findRefusals(current, ordered.entries)];
  const warnings = [...matched.warnings];
  const steps: PlannedStep[] = [];
  const closing: PlannedStep[] = [];
  for (const part of ordered.entries) {
    const { wanted, strangers } = keepMembers(part, current.members);
    const there = matched.byEntry.get(referenceOf(part));
    const planned = there
      ? planEntry(wanted, { ...options, keyOf: matched.keyOf, there })
      : planCreation(wanted, nowMs);
    refusals.push(...planned.refusals);
    warnings.push(...strangers, ...planned.warnings);
    if (planned.step === null) continue;
    const closes = part.kind === "channel" && ordered.closing.has(part.entry.key);
    const [now, later] = closes ? closeCircle(planned.step) : [[planned.step], []];
    steps.push(...now);
    closing.push(...later);
  }
  const gone = listGone(current, { source, kept: new Set(matched.byEntry.values()) });
  steps.push(...closing, ...(options.prune ? gone : []));
  warnings.push(...warnOfLost(current, { steps, source }));
  if (!options.prune && gone.length > 0) warnings.push(warnOfGone(gone, source));
  const changed = new Set(
    steps.flatMap(({ action, kind, key }) => (action === "delete" ? [] : [`${kind}/${key}`])),
  );
  const ids = new Map([...matched.byEntry].map(([reference, { id }]) => [reference, id]));
  return { steps, unchanged: ordered.entries.length - changed.size, refusals, warnings, ids };
}

/** Reports go to members only; whoever is none is left out. */
function keepMembers(
  part: ConfigEntry,
  members: ReadonlySet<string>,
): { wanted: ConfigEntry; strangers: ConfigNotice[] } {
  if (part.kind !== "objective") return { wanted: part, strangers: [] };
  const { mailTo } = part.entry;
  const strangers = mailTo.filter((address) => !members.has(address));
  return {
    wanted: { kind: part.kind, entry: { ...part.entry, mailTo: mailTo.filter((to) => members.has(to)) } },
    strangers: strangers.map((address) => ({
      path: `${pathOf(part)}.mailTo`,
      message: `${address} is no member here and is left out.`,
    })),
  };
}

/** Two channels that stand in for one another: the first is made without the second, and gets it later. */
function closeCircle(step: PlannedStep): [now: PlannedStep[], later: PlannedStep[]] {
  const { part } = step;
  if (part?.kind !== "channel" || step.action !== "create") return [[], [step]];
  const open: ConfigEntry = { kind: part.kind, entry: { ...part.entry, fallback: null } };
  const fields = [{ path: "fallback", from: null, to: part.entry.fallback }];
  return [[{ ...step, part: open }], [{ ...step, action: "update", fields }]];
}

/** What the source has made and the document does not name: what refers to others goes before them. */
function listGone(
  current: CurrentConfig,
  { source, kept }: { source: string; kept: ReadonlySet<CurrentEntry> },
): PlannedStep[] {
  return current.entries
    .flatMap((entry) => {
      const { id, part, managed } = entry;
      if (managed?.source !== source || kept.has(entry)) return [];
      const { key } = managed;
      const what = { kind: part.kind, key, name: titleOf(part), id };
      return [{ ...what, action: "delete" as const, fields: [], drift: [], part: null, credentials: [] }];
    })
    .reverse()
    .sort((a, b) => CONFIG_KINDS.indexOf(b.kind) - CONFIG_KINDS.indexOf(a.kind));
}

function warnOfLost(
  current: CurrentConfig,
  { steps, source }: { steps: readonly PlannedStep[]; source: string },
): ConfigNotice[] {
  const lost = new Set(
    current.lost.flatMap((row) => (row.source === source ? [`${row.kind}/${row.key}`] : [])),
  );
  return steps
    .filter(({ action, kind, key }) => action === "create" && lost.has(`${kind}/${key}`))
    .map(({ kind, key }) => ({
      path: `${PART_OF[kind]}.${key}`,
      message: "It was deleted on screen since it was applied, and is made again.",
    }));
}

function warnOfGone(gone: readonly PlannedStep[], source: string): ConfigNotice {
  const names = gone.slice(0, 3).map(({ kind, key }) => `${PART_OF[kind]}.${key}`);
  const more = gone.length > names.length ? ` and ${gone.length - names.length} more` : "";
  return {
    path: "",
    message: `${names.join(", ")}${more}: made by ${source} and no longer in the document. With prune they are deleted.`,
  };
}
