import { uuidv7 } from "uuidv7";
import type { BacktestInput } from "#contracts/backtest.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { failStalled, insertBacktest } from "#server/store/backtest-store.ts";
import { listIdsInScope } from "#server/store/bulk-subject-store.ts";
import { countTicks, listJudgedMonitors } from "#server/store/history-store.ts";
import type { MonitorScope } from "#server/store/monitor-scope.ts";
import type { Sql } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

export type BacktestDeps = ActionDeps & {
  sql: Sql;
  /** Runs it on, after the answer. */
  wakeBacktest: (id: string) => void;
};

/** Some minutes of work, in the process that also takes reports. */
export const MAX_TICKS = 10_000_000;

export async function startBacktest(
  deps: BacktestDeps,
  caller: Caller,
  wish: BacktestInput,
): Promise<{ id: string }> {
  requireEditor(caller);
  const input = { ...wish, monitorIds: [...new Set(wish.monitorIds)] };
  const at = deps.now();
  const id = uuidv7();
  const { workspaceId } = caller.actor;
  const ticksTotal = await countInput(deps, caller.actor, input);
  await failStalled(deps.sql, { workspaceId, at });

  await inTransaction(deps, async (tx) => {
    const isAlone = await insertBacktest(tx, { id, workspaceId, input, ticksTotal, at });
    if (!isAlone) {
      throw new AppError("conflict", "Another backtest is running. Wait until it is done, or cancel it.");
    }
    const detail = { monitors: input.monitorIds.length, fromMs: input.fromMs, toMs: input.toMs };
    await recordCommand(tx, caller, { action: "backtest.start", subject: id, at, detail });
  });
  deps.wakeBacktest(id);
  return { id };
}

/** How many checks it is about; throws where that is too many or a monitor is not the caller's. */
async function countInput(deps: BacktestDeps, scope: MonitorScope, input: BacktestInput): Promise<number> {
  const { workspaceId } = scope;
  const publicIds = await listIdsInScope(deps.sql, { scope, ids: input.monitorIds });
  const monitors = await listJudgedMonitors(deps.sql, { workspaceId, publicIds });
  if (monitors.length < input.monitorIds.length) {
    throw new AppError("not_found", "One of the monitors is gone. Choose them again.", {
      field: "monitorIds",
    });
  }
  const span = { from: new Date(input.fromMs), to: new Date(input.toMs) };
  const ticks = await countTicks(deps.sql, { workspaceId, publicIds, ...span });
  if (ticks > MAX_TICKS) {
    const [had, limit] = [ticks, MAX_TICKS].map((count) => count.toLocaleString("en"));
    throw new AppError(
      "limit_reached",
      `These monitors were checked ${had} times in that period; a backtest takes up to ${limit}. Choose fewer monitors or a shorter period.`,
      { field: "toMs" },
    );
  }
  return ticks;
}
