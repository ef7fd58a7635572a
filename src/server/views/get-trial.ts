import { type TrialAnswer, TrialResult, type TrialView } from "#contracts/trial.ts";
import { type Actor, actorId } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findTrial } from "#server/store/trial-store.ts";
import type { ViewDeps } from "./view-deps.ts";

/** What a probe needs beside the check itself: to read the job, to fetch the configuration and to report. */
const PATIENCE_MS = 5_000;

/** The answers that are there by now. Only who asked may see them. */
export async function getTrial(deps: ViewDeps, actor: Actor, id: string): Promise<TrialView> {
  const { workspaceId } = actor;
  const trial = await findTrial(deps.db, { publicId: id, workspaceId, author: actorId(actor) });
  if (!trial) throw new AppError("not_found", "This test is over. Start it again.");

  const startedMs = trial.createdAt.getTime();
  const isLate = deps.now().getTime() - startedMs > trial.timeoutMs + PATIENCE_MS;
  const answers = trial.regions.map((row): TrialAnswer => {
    const place = { region: row.region.code, name: row.region.name };
    if (!row.asked) return { ...place, state: "offline" };
    if (row.result === null || row.answeredAt === null) {
      return { ...place, state: isLate ? "silent" : "waiting" };
    }
    const result = TrialResult.parse(row.result);
    return { ...place, state: "answered", result, afterMs: row.answeredAt.getTime() - startedMs };
  });
  const done = answers.every(({ state }) => state !== "waiting");
  return { id, timeoutMs: trial.timeoutMs, done, answers };
}
