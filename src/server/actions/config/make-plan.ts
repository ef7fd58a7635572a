import type { ConfigDocument } from "#contracts/config-document.ts";
import type { ConfigNotice, ConfigOptions, ConfigPlan, ConfigStep } from "#contracts/config-plan.ts";
import { isCredential } from "#domain/config/align-entry.ts";
import { writeCanonical } from "#domain/config/diff-fields.ts";
import { type PlannedChanges, planChanges } from "#domain/config/plan-changes.ts";
import type { PlannedStep } from "#domain/config/plan-entry.ts";
import { hasRole } from "#server/auth/actor.ts";
import { normaliseConfig } from "#server/channels/normalise-config.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { type LoadedConfig, loadConfig } from "#server/store/config/load-config.ts";
import type { Caller } from "../caller.ts";
import type { ConfigDeps } from "./apply-context.ts";
import { compareCredentials } from "./compare-credentials.ts";

export type ConfigWish = ConfigOptions & { document: ConfigDocument };
export type MadePlan = { planned: PlannedChanges; loaded: LoadedConfig };

/** What the document would change now. The same for whoever sees all of the workspace. */
export async function makePlan(deps: ConfigDeps, caller: Caller, wish: ConfigWish): Promise<MadePlan> {
  requireWhole(caller);
  const { workspaceId } = caller.actor;
  const loaded = await loadConfig(deps.db, workspaceId);
  const { document, refusals } = normaliseChannels(wish);
  const isRenewed = await compareCredentials(deps, loaded, {
    workspaceId,
    document,
    values: comparable(caller, wish),
  });
  const planned = planChanges(loaded, document, { ...wish, nowMs: deps.now().getTime(), isRenewed });
  return { planned: { ...planned, refusals: [...refusals, ...planned.refusals] }, loaded };
}

/** A document is about all of the workspace. */
export function requireWhole({ actor }: Pick<Caller, "actor">): void {
  if (actor.tags.length === 0) return;
  throw new AppError(
    "forbidden",
    "You see a part of the workspace: its configuration is for others to read and change.",
  );
}

export function describePlan({ planned }: MadePlan, wish: ConfigOptions): ConfigPlan {
  const { steps, unchanged, refusals, warnings } = planned;
  const counts = { create: 0, update: 0, adopt: 0, delete: 0 };
  for (const { action } of steps) counts[action] += 1;
  return {
    source: wish.source,
    digest: digestOf(steps, wish),
    steps: steps.map(showStep),
    unchanged,
    counts,
    refusals,
    warnings: [...warnings, ...warnOfValues(steps, wish.values)],
  };
}

/** Of what would be done, whatever warnings there are. */
export function digestOf(steps: readonly PlannedStep[], wish: ConfigOptions): string {
  const { source, prune, takeOver } = wish;
  const what = steps.map(({ action, kind, key, fields, part }) => ({
    ...{ action, kind, key, fields },
    ...(action === "create" && { part }),
  }));
  return sha256Hex(writeCanonical({ source, prune, takeOver, steps: what }));
}

function showStep({ action, kind, key, name, fields, drift }: PlannedStep): ConfigStep {
  return { action, kind, key, name, fields, drift };
}

function normaliseChannels({ document, values }: ConfigWish): {
  document: ConfigDocument;
  refusals: ConfigNotice[];
} {
  const refusals: ConfigNotice[] = [];
  const channels = document.channels.map((entry) => {
    const normal = normaliseConfig(entry, values);
    refusals.push(...normal.refusals);
    return { ...entry, config: normal.config };
  });
  return { document: { ...document, channels }, refusals };
}

/** To hear whether a guess is right is to read the secret: only for those who could replace it. */
function comparable({ actor }: Caller, { values }: ConfigWish): Record<string, string> {
  if (!hasRole(actor, "editor")) return {};
  if (actor.kind === "key" && !actor.scopes.includes("channels:write")) return {};
  return values;
}

function warnOfValues(steps: readonly PlannedStep[], values: Record<string, string>): ConfigNotice[] {
  return steps.flatMap(({ kind, key, action, part, credentials }) =>
    credentials
      .filter(({ env }) => values[env] === undefined)
      .filter(
        ({ field }) => action === "create" || (part?.kind === "channel" && isOpen(part.entry.config[field])),
      )
      .map(({ env }) => ({
        path: `${kind}.${key}`,
        message: `${env} is not set: without it this cannot be applied.`,
      })),
  );
}

/** A credential that Uptick does not have yet. */
function isOpen(value: unknown): boolean {
  return isCredential(value) && value.env !== "";
}
