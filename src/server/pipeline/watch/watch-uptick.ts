import * as z from "zod";
import {
  type Condition,
  findConditions,
  isPipelineHealthy,
  type Seen,
} from "#domain/watch/find-conditions.ts";
import { judgeLooks } from "#domain/watch/judge-looks.ts";
import type { Deps } from "#server/runtime/deps.ts";
import {
  findInstanceSetting,
  keepInstanceSetting,
  lockInstanceSetting,
  saveInstanceSetting,
} from "#server/store/instance-setting-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { listWatchers, type Watcher } from "#server/store/watch-store.ts";
import { look } from "./look.ts";
import { sendMails } from "./send-mails.ts";
import { closeCondition, openCondition, type Told } from "./tell-condition.ts";

const NAME = "watch";
/** Two runners at once make one look. */
const LOOK_EVERY_MS = 10_000;
const PING_EVERY_MS = 60_000;

const Memory = z.object({
  lookedAt: z.number().default(0),
  pingedMinute: z.number().default(0),
  watched: z
    .record(z.string(), z.object({ wrong: z.number(), well: z.number(), raised: z.boolean() }))
    .default({}),
});
type Memory = z.infer<typeof Memory>;

type Look = { told: Told[]; pings: boolean };

/**
 * Looks at Uptick itself: opens and closes system incidents, tells the owners, and keeps a dead man's switch outside quiet
 * while all is well. Any number may run at once. Returns how many incidents it opened or closed.
 */
export async function watchUptick(deps: Deps): Promise<number> {
  const nowMs = deps.clock();
  if (nowMs - (await recall(deps)).lookedAt < LOOK_EVERY_MS) return 0;

  const seen = await look(deps, nowMs);
  const { told, pings } = await inTransaction(deps.pool, (sql) => judge(deps, sql, { seen, nowMs }));
  if (told.some(({ deliveries }) => deliveries > 0)) deps.wakeNotifier();
  const mails = told.flatMap(({ mail }) => mail ?? []);
  await Promise.all([sendMails(deps, mails), pings ? ping(deps) : null]);
  return told.length;
}

async function recall(deps: Deps): Promise<Memory> {
  const stored = await findInstanceSetting(deps.pool, NAME);
  return Memory.parse(stored ?? (await keepInstanceSetting(deps.pool, NAME, Memory.parse({}))));
}

async function judge(deps: Deps, sql: Sql, given: { seen: Seen; nowMs: number }): Promise<Look> {
  const { seen, nowMs } = given;
  const stored = await lockInstanceSetting(sql, NAME);
  const memory = stored === null ? null : Memory.parse(stored);
  if (memory === null || nowMs - memory.lookedAt < LOOK_EVERY_MS) return { told: [], pings: false };

  const wrong = await placeConditions(deps, sql, findConditions(seen, nowMs));
  const { opens, closes, memory: watched } = judgeLooks(memory.watched, new Set(wrong.keys()));
  const told: (Told | null)[] = [];
  for (const key of closes) told.push(await closeCondition(sql, readKey(key), nowMs));
  for (const key of opens) {
    const condition = wrong.get(key);
    if (condition) told.push(await openCondition(sql, { ...readKey(key), condition }, nowMs));
  }

  const minute = Math.floor(nowMs / PING_EVERY_MS);
  const pings = deps.heartbeat !== null && minute > memory.pingedMinute && isPipelineHealthy(seen, nowMs);
  const pingedMinute = pings ? minute : memory.pingedMinute;
  await saveInstanceSetting(sql, NAME, { lookedAt: nowMs, pingedMinute, watched });
  return { told: told.filter((one) => one !== null), pings };
}

/** By place: what concerns everybody is raised in each workspace that wants to know. */
async function placeConditions(
  deps: Deps,
  sql: Sql,
  conditions: readonly Condition[],
): Promise<Map<string, Condition>> {
  const placed = new Map<string, Condition>();
  if (conditions.length === 0) return placed;
  const watchers = await listWatchers(sql);
  const everybody = whoWatches(watchers, deps.settings.hasMailServer);
  for (const condition of conditions) {
    const { workspaceId } = condition;
    const own = watchers.filter(
      (one) => one.workspaceId === workspaceId && (one.hasChannel || deps.settings.hasMailServer),
    );
    for (const watcher of workspaceId === null ? everybody : own)
      placed.set(`${watcher.workspaceId} ${condition.key}`, condition);
  }
  return placed;
}

/** Without any channel for it the owners of the first workspace, who set this Uptick up, are written to. */
function whoWatches(watchers: readonly Watcher[], hasMailServer: boolean): Watcher[] {
  const withChannel = watchers.filter(({ hasChannel }) => hasChannel);
  return withChannel.length > 0 || !hasMailServer ? withChannel : watchers.slice(0, 1);
}

function readKey(key: string): { workspaceId: string; systemKey: string } {
  const [workspaceId = "", systemKey = ""] = key.split(" ", 2);
  return { workspaceId, systemKey };
}

async function ping(deps: Deps): Promise<void> {
  const answer = await deps.heartbeat?.();
  if (answer === undefined || (answer.kind === "answered" && answer.status < 300)) return;
  const reason = answer.kind === "answered" ? `It answered ${answer.status}.` : answer.reason;
  deps.log.warn({ reason }, "UPTICK_HEARTBEAT_URL could not be told that all is well.");
}
