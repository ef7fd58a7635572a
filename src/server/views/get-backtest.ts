import type { BacktestListItem, BacktestView } from "#contracts/backtest.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { failStalled, findBacktest, listBacktestRows } from "#server/store/backtest-store.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import type { Sql } from "#server/store/prisma.ts";

type BacktestViewDeps = { sql: Sql; now: () => Date };

const LISTED = 20;

export async function getBacktest(deps: BacktestViewDeps, actor: Actor, id: string): Promise<BacktestView> {
  const scope = scopeOf(actor);
  const found = await findBacktest(deps.sql, { ...scope, id });
  if (!found) throw new AppError("not_found", "There is no such backtest.");
  if (found.status !== "running" || !(await giveUpStalled(deps, actor))) return found;
  return (await findBacktest(deps.sql, { ...scope, id })) ?? found;
}

export async function listBacktests(deps: BacktestViewDeps, actor: Actor): Promise<BacktestListItem[]> {
  await giveUpStalled(deps, actor);
  return listBacktestRows(deps.sql, { ...scopeOf(actor), limit: LISTED });
}

async function giveUpStalled(deps: BacktestViewDeps, { workspaceId }: Actor): Promise<boolean> {
  return (await failStalled(deps.sql, { workspaceId, at: deps.now() })) > 0;
}
