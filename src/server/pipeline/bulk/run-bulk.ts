import type { BulkBefore, BulkFailure } from "#contracts/bulk.ts";
import { beforeOf, type MonitorChange, planChange, planRestore } from "#domain/bulk/plan-change.ts";
import type { ActionDeps, Caller } from "#server/actions/caller.ts";
import { hasRole } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import {
  type ClaimedRun,
  claimBulkRun,
  finishBulkRun,
  keepBefore,
  listBefore,
  saveBulkProgress,
} from "#server/store/bulk-store.ts";
import { type BulkSubject, findMemberNow, listBulkSubjects } from "#server/store/bulk-subject-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { carryOut } from "./carry-out.ts";

export type BulkDeps = ActionDeps & { sql: Sql; sleep: (durationMs: number) => Promise<void> };

/** Its sign of life comes with each part; a part takes a second or two. */
export const STALLED_AFTER_MS = 30_000;
const PART = 20;
/** More would only wait for connections of the pool. */
const AT_ONCE = 4;
const FAILED = "Something went wrong on our side. What was done so far stays; start it again for the rest.";
const NO_RIGHT = "You may not change monitors in this workspace any more. What was done so far stays.";
const GONE = "There is no such monitor any more.";

/** Works off a run that was written down, from where it stopped. A second one at the same time changes nothing. */
export async function runBulk(deps: BulkDeps, id: string): Promise<void> {
  const at = deps.now();
  const stalledBefore = new Date(at.getTime() - STALLED_AFTER_MS);
  const run = await claimBulkRun(deps.sql, { id, at, stalledBefore });
  if (run === null) return;
  const end = (status: "done" | "failed", error: string | null) =>
    finishBulkRun(deps.sql, { id, status, error, at: deps.now() });
  try {
    const waitMs = run.startsAt.getTime() - at.getTime();
    if (waitMs > 0) await deps.sleep(waitMs);
    const stop = await workOff(deps, run);
    if (stop !== "superseded")
      await end(stop === "done" ? "done" : "failed", stop === "done" ? null : NO_RIGHT);
  } catch (error) {
    deps.log.error({ err: error, bulkRun: id }, "bulk run failed");
    await end("failed", FAILED);
  }
}

/** `superseded`: cancelled, or another worker has taken it over. */
async function workOff(deps: BulkDeps, run: ClaimedRun): Promise<"done" | "superseded" | "no_right"> {
  for (let from = 0; from < run.monitorIds.length; from += PART) {
    const caller = await findCaller(deps, run);
    if (caller === null) return "no_right";
    const ids = run.monitorIds.slice(from, from + PART);
    const part = await planPart(deps, run, { caller, ids });
    if (!(await keepBefore(deps.sql, held(deps, run), part.befores))) return "superseded";
    const failures = await carryOutAll(deps, caller, part.steps);
    const progress = { done: ids.length, failures: [...part.missing, ...failures] };
    if (!(await saveBulkProgress(deps.sql, held(deps, run), progress))) return "superseded";
  }
  return "done";
}

function held(deps: BulkDeps, { id, fence }: ClaimedRun) {
  return { id, fence, at: deps.now() };
}

/** Rights are those of now, not of the moment when it was started. */
async function findCaller(deps: BulkDeps, run: ClaimedRun): Promise<Caller | null> {
  const { workspaceId, userId, address, userAgent, startsAt } = run;
  const member = await findMemberNow(deps.sql, { workspaceId, userId });
  if (member === null || !hasRole(member, "editor")) return null;
  const { email, ...rest } = member;
  // Nothing here asks for a session: the run goes on when the browser is gone.
  const identity = { userId, email, sessionId: run.id, provenAt: startsAt };
  return { actor: { kind: "user", workspaceId, label: email, ...identity, ...rest }, address, userAgent };
}

type Part = {
  steps: { subject: BulkSubject; change: MonitorChange }[];
  befores: { monitorId: string; before: BulkBefore }[];
  missing: BulkFailure[];
};

async function planPart(
  deps: BulkDeps,
  run: ClaimedRun,
  { caller, ids }: { caller: Caller; ids: string[] },
): Promise<Part> {
  const { workspaceId, tags } = caller.actor;
  const subjects = await listBulkSubjects(deps.sql, { scope: { workspaceId, tags }, ids });
  const known =
    run.undoOf === null ? null : await listBefore(deps.sql, { runId: run.undoOf, monitorIds: ids });
  const part: Part = { steps: [], befores: [], missing: [] };
  for (const id of ids) {
    const subject = subjects.get(id);
    if (subject === undefined) {
      // A part that is done again after a crash finds what it has deleted already.
      if (run.command.kind !== "delete") part.missing.push({ monitorId: id, name: "", reason: GONE });
      continue;
    }
    if (run.command.kind === "undo") {
      const before = known?.get(id);
      if (before) part.steps.push({ subject, change: planRestore(before, subject) });
      continue;
    }
    const before = beforeOf(run.command, subject);
    if (before) part.befores.push({ monitorId: id, before });
    part.steps.push({ subject, change: planChange(run.command, subject) });
  }
  return part;
}

async function carryOutAll(deps: BulkDeps, caller: Caller, steps: Part["steps"]): Promise<BulkFailure[]> {
  const failures: BulkFailure[] = [];
  const queue = [...steps];
  const work = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const reason = await tryOne(deps, caller, step);
      if (reason !== null) failures.push({ monitorId: step.subject.id, name: step.subject.name, reason });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failures;
}

/** Why it could not be done, as a sentence; null: it was. One monitor's failure does not keep the others from theirs. */
async function tryOne(deps: BulkDeps, caller: Caller, step: Part["steps"][number]): Promise<string | null> {
  try {
    await carryOut(deps, caller, step);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    deps.log.error({ err: error, monitor: step.subject.id }, "bulk change of a monitor failed");
    return "Something went wrong on our side. Try this one again.";
  }
}
