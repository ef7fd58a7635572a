import type { Timeline } from "#domain/objective/segments-of.ts";
import type { Sql } from "./prisma.ts";
import { listRawSteps } from "./uptime-store.ts";
import { listWindows } from "./window-store.ts";

type Asked = { members: readonly { id: number; existsFromMs: number }[]; fromMs: number; toMs: number };

/** What each monitor did in [fromMs, toMs), and its maintenance, by internal id: two statements, however many they are. */
export async function listTimelines(
  sql: Sql,
  { members, fromMs, toMs }: Asked,
): Promise<Map<number, Timeline>> {
  const monitorIds = members.map(({ id }) => id);
  if (monitorIds.length === 0) return new Map();
  const [steps, windows] = await Promise.all([
    listRawSteps(sql, { monitorIds, from: new Date(fromMs), to: new Date(toMs) }),
    listWindows(sql, { monitorIds, fromMs, toMs }),
  ]);
  return new Map(
    members.map(({ id, existsFromMs }) => {
      const maintenance = (windows.get(id) ?? []).map((span) => ({
        fromMs: span.fromMs,
        toMs: span.toMs ?? toMs,
      }));
      return [id, { steps: steps.get(id) ?? [], maintenance, existsFromMs }];
    }),
  );
}
