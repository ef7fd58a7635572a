import type { ConfigApplyInput, ConfigOutcome, ConfigReport } from "#contracts/config-plan.ts";
import { PART_OF, pathOf } from "#domain/config/config-entry.ts";
import { mapReferences } from "#domain/config/map-references.ts";
import type { PlannedStep } from "#domain/config/plan-entry.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import type { ApplyContext, ConfigDeps } from "./apply-context.ts";
import { applyStep } from "./apply-step.ts";
import { digestOf, type MadePlan, makePlan, requireWhole } from "./make-plan.ts";
import { requireScopes } from "./require-scopes.ts";

/** An answer comes in good time: what is left is asked for again. */
const MOST_STEPS = 500;
const LONGEST_MS = 15_000;

/**
 * Does what was looked at, entry by entry: each is saved by itself, and one that fails keeps back only what needs it.
 * Another plan than that of the digest is a conflict.
 */
export async function applyConfig(
  deps: ConfigDeps,
  caller: Caller,
  input: ConfigApplyInput,
): Promise<ConfigReport> {
  requireEditor(caller);
  requireWhole(caller);
  const made = await makePlan(deps, caller, input);
  const steps = requirePlan(made, input);
  requireScopes(caller, new Set(steps.map(({ kind }) => kind)));
  const until = performance.now() + LONGEST_MS;
  const outcomes: ConfigOutcome[] = [];
  const apply = startRun({ deps, caller, input, made });
  let done = 0;
  for (const step of steps) {
    if (done >= MOST_STEPS || (done > 0 && performance.now() > until)) break;
    outcomes.push(await apply(step));
    done += 1;
  }
  await recordRun(deps, caller, { source: input.source, outcomes });
  const undone = new Set(
    outcomes.flatMap((one) => (one.result === "done" ? [] : [`${one.kind}/${one.key}`])),
  );
  const left = steps.slice(done).filter(({ kind, key }) => !undone.has(`${kind}/${key}`));
  return { outcomes, rest: left.length === 0 ? null : { digest: digestOf(left, input), steps: left.length } };
}

/** The steps to do, if they are those of the plan that was looked at. */
function requirePlan({ planned }: MadePlan, input: ConfigApplyInput): PlannedStep[] {
  const [refusal] = planned.refusals;
  if (refusal) {
    const more = planned.refusals.length > 1 ? ` (and ${planned.refusals.length - 1} more)` : "";
    throw new AppError("invalid", `${refusal.path}: ${refusal.message}${more}`);
  }
  const except = new Set(input.except);
  const steps = planned.steps.filter(({ kind, key }) => !except.has(`${kind}/${key}`));
  if (digestOf(steps, input) === input.digest) return steps;
  throw new AppError("conflict", "The workspace has changed since this plan was made. Look at the new plan.");
}

type Run = { deps: ConfigDeps; caller: Caller; input: ConfigApplyInput; made: MadePlan };

/** Remembers from step to step what there is by now, and what is missing. */
function startRun({ deps, caller, input, made }: Run): (step: PlannedStep) => Promise<ConfigOutcome> {
  const ids = new Map(made.planned.ids);
  const missing = new Set(input.except);
  for (const reference of ids.keys()) missing.delete(reference);
  const lost = new Set(
    made.loaded.lost.flatMap(({ source, kind, key }) => (source === input.source ? [`${kind}/${key}`] : [])),
  );
  const context: ApplyContext = {
    deps,
    caller,
    values: input.values,
    memberIds: made.loaded.memberIds,
    idOf(kind, key) {
      const id = ids.get(`${kind}/${key}`);
      if (id !== undefined) return id;
      throw new AppError("conflict", `${PART_OF[kind]}.${key} is not there yet.`);
    },
  };
  return async (step) => {
    const { action, kind, key, name } = step;
    const outcome = { action, kind, key, name };
    const lacks = findLack(step, missing);
    if (lacks !== null) {
      missing.add(`${kind}/${key}`);
      return { ...outcome, result: "skipped", message: `It needs ${lacks}, which has failed.` };
    }
    try {
      const id = await applyStep(context, step, { source: input.source, lost });
      if (id !== null) ids.set(`${kind}/${key}`, id);
      return { ...outcome, result: "done", message: null };
    } catch (cause) {
      if (!ids.has(`${kind}/${key}`)) missing.add(`${kind}/${key}`);
      return { ...outcome, result: "failed", message: explain(deps, { cause, step }) };
    }
  };
}

/** Something that the entry refers to and that could not be made. */
function findLack({ part }: PlannedStep, missing: ReadonlySet<string>): string | null {
  let lack: string | null = null;
  if (part === null || missing.size === 0) return lack;
  mapReferences(part, (kind, key) => {
    if (missing.has(`${kind}/${key}`)) lack = `${PART_OF[kind]}.${key}`;
    return key;
  });
  return lack;
}

function explain(deps: ConfigDeps, { cause, step }: { cause: unknown; step: PlannedStep }): string {
  if (cause instanceof AppError) return cause.message;
  const at = step.part === null ? `${PART_OF[step.kind]}.${step.key}` : pathOf(step.part);
  deps.log.error({ err: cause, entry: at }, "an entry of a configuration document failed");
  return "Something went wrong on our side. Try again; whoever runs this Uptick finds the reason in its log.";
}

function recordRun(
  deps: ConfigDeps,
  caller: Caller,
  { source, outcomes }: { source: string; outcomes: readonly ConfigOutcome[] },
): Promise<void> {
  const count = (wanted: ConfigOutcome["result"]) =>
    outcomes.filter(({ result }) => result === wanted).length;
  const after = { source, done: count("done"), failed: count("failed"), skipped: count("skipped") };
  const subject = caller.actor.workspaceId;
  return inTransaction(deps, (tx) =>
    recordCommand(tx, caller, { action: "config.apply", subject, at: deps.now(), detail: { after } }),
  );
}
