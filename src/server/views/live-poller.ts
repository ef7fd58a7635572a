import type { LiveMonitor } from "#contracts/view.ts";
import type { Logger } from "#server/runtime/log.ts";
import { meters } from "#server/runtime/metrics/metrics.ts";
import { type LiveRow, listLiveMonitors } from "#server/store/live-store.ts";
import { hasTagInScope, type MonitorScope } from "#server/store/monitor-scope.ts";
import type { Sql } from "#server/store/prisma.ts";

type LiveDeps = { sql: Sql; log: Logger };
export type Watch = MonitorScope & { ids: readonly string[] };

const POLL_EVERY_MS = 1_000;
const pollers = new WeakMap<Sql, LivePoller>();

/** One poller per process and database, however many people watch. */
export function livePoller(deps: LiveDeps): LivePoller {
  const poller = pollers.get(deps.sql) ?? new LivePoller(deps);
  pollers.set(deps.sql, poller);
  return poller;
}

/** Asks the database once a second for everything that somebody watches; rests while nobody does. */
export class LivePoller {
  private readonly watchers = new Set<Watcher>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private asking = false;
  private readonly deps: LiveDeps;

  constructor(deps: LiveDeps) {
    this.deps = deps;
  }

  get isRunning(): boolean {
    return this.timer !== undefined;
  }

  add(watch: Watch): Watcher {
    const watcher = new Watcher(watch);
    this.watchers.add(watcher);
    meters().move("uptick_sse_clients", {}, 1);
    this.timer ??= setInterval(() => void this.poll(), POLL_EVERY_MS);
    void this.poll();
    return watcher;
  }

  remove(watcher: Watcher): void {
    if (this.watchers.delete(watcher)) meters().move("uptick_sse_clients", {}, -1);
    if (this.watchers.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async poll(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const ids = new Set([...this.watchers].flatMap((watcher) => watcher.ids));
      const rows = ids.size === 0 ? [] : await listLiveMonitors(this.deps.sql, [...ids]);
      for (const watcher of this.watchers) watcher.offer(rows);
    } catch (error) {
      // The next second tries again; watchers simply hear nothing meanwhile.
      this.deps.log.warn({ err: error }, "live poll failed");
    } finally {
      this.asking = false;
    }
  }
}

/** What one subscription still has to send: only what differs from what it sent before. */
export class Watcher {
  readonly ids: readonly string[];
  private readonly scope: MonitorScope;
  private readonly wanted: ReadonlySet<string>;
  private readonly sent = new Map<string, string>();
  private readonly pending = new Map<string, LiveMonitor>();
  private wake: () => void = () => undefined;

  constructor(watch: Watch) {
    this.ids = watch.ids;
    this.scope = watch;
    this.wanted = new Set(watch.ids);
  }

  offer(rows: readonly LiveRow[]): void {
    for (const { workspaceId, tags, ...monitor } of rows) {
      if (workspaceId !== this.scope.workspaceId || !this.wanted.has(monitor.id)) continue;
      if (!hasTagInScope(this.scope, tags)) continue;
      const print = JSON.stringify(monitor);
      if (this.sent.get(monitor.id) === print) continue;
      this.sent.set(monitor.id, print);
      this.pending.set(monitor.id, monitor);
    }
    if (this.pending.size > 0) this.wake();
  }

  /** The changes so far, or the next ones; empty when `signal` aborts or the time is over. */
  async take(wait: { signal: AbortSignal; timeoutMs: number }): Promise<LiveMonitor[]> {
    if (this.pending.size === 0 && !wait.signal.aborted) await this.sleep(wait);
    const changes = [...this.pending.values()];
    this.pending.clear();
    return changes;
  }

  private sleep({ signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number }): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        this.wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      signal.addEventListener("abort", done);
      this.wake = done;
    });
  }
}
