import type { LiveMonitor } from "#contracts/view.ts";
import type { Actor } from "#server/auth/actor.ts";
import { stillActs } from "#server/auth/still-acts.ts";
import type { Logger } from "#server/runtime/log.ts";
import type { Db, Sql } from "#server/store/prisma.ts";
import { livePoller } from "./live-poller.ts";

const RECHECK_MS = 30_000;

/** All watched monitors first, then whatever changes, until the session ends or the browser leaves. */
export async function* watchMonitors(
  deps: { db: Db; sql: Sql; log: Logger; now: () => Date; recheckMs?: number },
  actor: Actor,
  watch: { ids: readonly string[]; signal: AbortSignal },
): AsyncGenerator<LiveMonitor[]> {
  const { signal } = watch;
  const recheckMs = deps.recheckMs ?? RECHECK_MS;
  const poller = livePoller(deps);
  const watcher = poller.add({ workspaceId: actor.workspaceId, tags: actor.tags, ids: watch.ids });
  let checkedAt = performance.now();
  try {
    while (!signal.aborted) {
      const dueMs = Math.max(0, checkedAt + recheckMs - performance.now());
      const changes = await watcher.take({ signal, timeoutMs: dueMs });
      if (performance.now() - checkedAt >= recheckMs) {
        if (!(await stillActs(deps, actor))) return;
        checkedAt = performance.now();
      }
      if (changes.length > 0) yield changes;
    }
  } finally {
    poller.remove(watcher);
  }
}
