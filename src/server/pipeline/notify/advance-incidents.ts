import type { Deps } from "#server/runtime/deps.ts";
import { dropWaiting } from "#server/store/delivery-write-store.ts";
import { captureChildren } from "#server/store/dependency-store.ts";
import { findDueKinds } from "#server/store/incident-clock-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { escalate } from "./escalate.ts";
import { releaseChildren } from "./release-children.ts";
import { remind } from "./remind.ts";

export type AdvanceDeps = Pick<Deps, "pool" | "clock" | "wakeNotifier">;

/**
 * Does what the clock alone makes due of incidents: children are captured and released, steps escalated, people reminded.
 * All times are stored, so that a restart loses and doubles nothing. Returns how many messages are to be sent.
 */
export async function advanceIncidents(deps: AdvanceDeps): Promise<number> {
  const nowMs = deps.clock();
  const due = await findDueKinds(deps.pool, nowMs);
  const run = (isDue: boolean, work: (sql: Sql, nowMs: number) => Promise<number>) =>
    isDue ? inTransaction(deps.pool, (sql) => work(sql, nowMs)) : 0;

  // What is taken back first is neither repeated nor sent.
  await run(due.captures, captureChildren);
  await run(due.over.length > 0, (sql) =>
    dropWaiting(sql, { incidentIds: due.over, because: OVER, held: true, nowMs }),
  );
  const released = await run(due.releases, releaseChildren);
  const escalated = await run(due.steps, escalate);
  const reminded = await run(due.reminders, remind);

  const messages = released + escalated + reminded;
  if (messages > 0) deps.wakeNotifier();
  return messages;
}

const OVER = "Nobody was told: it was over before the message left.";
