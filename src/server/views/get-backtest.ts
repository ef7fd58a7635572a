import type { BacktestListItem, BacktestView } from "#contracts/backtest.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { failStalled, findBacktest, listBacktestRows } from "#server/store/backtest-store.ts";
import type { Sql } from "#server/store/prisma.ts";

type BacktestViewDeps = { sql: Sql; now: () => Date };

const LISTED = 20;

export async function getBacktest(deps: BacktestViewDeps, actor: Actor, id: string): Promise<BacktestView> {
  const { workspaceId } = actor;
  const found = await findBacktest(deps.sql, { workspaceId, id });
  if (!found) throw new AppError("not_found", "There is no such backtest.");
  if (found.status !== "running" || !(await giveUpStalled(deps, actor))) return found;
  return (await findBacktest(deps.sql, { workspaceId, id })) ?? found;
}

export async function listBacktests(deps: BacktestViewDeps, actor: Actor): Promise<BacktestListItem[]> {
  await giveUpStalled(deps, actor);
  return listBacktestRows(deps.sql, { workspaceId: actor.workspaceId, limit: LISTED });
}

async function giveUpStalled(deps: BacktestViewDeps, { workspaceId }: Actor): Promise<boolean> {
  return (await failStalled(deps.sql, { workspaceId, at: deps.now() })) > 0;
}
