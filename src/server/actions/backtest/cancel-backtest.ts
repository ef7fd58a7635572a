import { AppError } from "#server/runtime/app-error.ts";
import { findBacktest, finishBacktest } from "#server/store/backtest-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";

/** What it has found so far stays. One that has ended already is left as it is. */
export async function cancelBacktest(
  deps: ActionDeps & { sql: Sql },
  caller: Caller,
  id: string,
): Promise<{ id: string }> {
  requireEditor(caller);
  const { workspaceId, tags } = caller.actor;
  if (!(await findBacktest(deps.sql, { workspaceId, tags, id }))) {
    throw new AppError("not_found", "There is no such backtest.");
  }
  await finishBacktest(deps.sql, { id, status: "cancelled", error: null, at: deps.now() });
  return { id };
}
