import { setImmediate as nextTurn } from "node:timers/promises";
import type { BacktestInput, BacktestResult } from "#contracts/backtest.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { findRunningBacktest, finishBacktest, saveProgress } from "#server/store/backtest-store.ts";
import { listJudgedMonitors } from "#server/store/history-store.ts";
import { replayMonitor } from "./replay-monitor.ts";

export type BacktestDeps = Pick<Deps, "pool" | "clock" | "log">;

const SAVE_EVERY_MS = 1_000;
const MAX_ALERTS = 2_000;
const FAILED = "Something went wrong on our side while the checks were replayed. Start it again.";

/** Works off a backtest that was written down. A second one at the same time, or one for a cancelled one, changes nothing. */
export async function runBacktest(deps: BacktestDeps, id: string): Promise<void> {
  const run = await findRunningBacktest(deps.pool, id);
  if (run === null) return;
  const end = (status: "done" | "failed", error: string | null) =>
    finishBacktest(deps.pool, { id, status, error, at: new Date(deps.clock()) });
  try {
    if (await replayAll(deps, { id, ...run })) await end("done", null);
  } catch (error) {
    deps.log.error({ err: error, backtest: id }, "backtest failed");
    await end("failed", FAILED);
  }
}

type Run = { id: string; workspaceId: string; input: BacktestInput };

/** False when it was cancelled meanwhile. */
async function replayAll(deps: BacktestDeps, run: Run): Promise<boolean> {
  const { input, workspaceId } = run;
  const monitors = await listJudgedMonitors(deps.pool, {
    workspaceId,
    publicIds: input.monitorIds,
  });
  const period = { fromMs: input.fromMs, toMs: Math.min(input.toMs, deps.clock()) };
  const progress = createProgress(deps, run.id);
  const result: BacktestResult = { monitors: [], alerts: [], isCut: false };
  for (const monitor of monitors) {
    const replayed = await replayMonitor(
      deps.pool,
      { monitor, period, policy: input.policy },
      progress.addTicks,
    );
    if (replayed === null) return false;
    const { alerts, ...counts } = replayed;
    result.monitors.push({ id: monitor.publicId, name: monitor.name, ...counts });
    const room = MAX_ALERTS - result.alerts.length;
    result.alerts.push(...alerts.slice(0, room));
    result.isCut ||= alerts.length > room;
    if (!(await progress.addMonitor(result))) return false;
  }
  return progress.save(result);
}

/** Writes how far it is once a second, which is also its sign of life. Every answer says whether to go on. */
function createProgress(deps: BacktestDeps, id: string) {
  let done = 0;
  let ticksDone = 0;
  let savedAt = Number.NEGATIVE_INFINITY;
  const save = (result: BacktestResult | null): Promise<boolean> => {
    savedAt = deps.clock();
    return saveProgress(deps.pool, { id, done, ticksDone, result, at: new Date(savedAt) });
  };
  const saveAtTimes = async (result: BacktestResult | null): Promise<boolean> => {
    // Reports and requests of the same process take turns with the replay.
    await nextTurn();
    return deps.clock() - savedAt < SAVE_EVERY_MS || save(result);
  };
  return {
    save,
    addTicks: (ticks: number) => {
      ticksDone += ticks;
      return saveAtTimes(null);
    },
    addMonitor: (result: BacktestResult) => {
      done += 1;
      return saveAtTimes(result);
    },
  };
}
