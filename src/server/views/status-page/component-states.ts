import type { ComponentState } from "#contracts/status-post.ts";
import { componentStateOf } from "#domain/status/component-state.ts";
import { judgeDelay } from "#domain/status/judge-delay.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listOpenImpacts, listStandings, type StandingRow } from "#server/store/status-page-view-store.ts";
import { findWatermark } from "#server/store/watermark-store.ts";

/** What visitors read of each component that has something to say, by its id. */
export async function listComponentStates(
  deps: { sql: Sql; now: () => Date },
  components: readonly { id: string; pageId: string }[],
): Promise<Map<string, ComponentState>> {
  const at = deps.now();
  const pageIds = [...new Set(components.map(({ pageId }) => pageId))];
  const [standings, impacts, clockAt] = await Promise.all([
    listStandings(deps.sql, pageIds),
    listOpenImpacts(deps.sql, { pageIds, at }),
    findWatermark(deps.sql, "clock"),
  ]);
  const ofPage = groupBy(standings, ({ pageId }) => pageId);
  const ofComponent = groupBy(standings, ({ componentId }) => componentId);
  const said = groupBy(impacts, ({ componentId }) => componentId);
  const delayed = new Set(
    pageIds.filter((id) => isDelayed(ofPage.get(id) ?? [], { clockAt, nowMs: at.getTime() })),
  );
  return new Map(
    components.map(({ id, pageId }) => [
      id,
      componentStateOf({
        monitors: ofComponent.get(id) ?? [],
        isDelayed: delayed.has(pageId),
        impacts: (said.get(id) ?? []).map(({ impact }) => impact),
      }),
    ]),
  );
}

function isDelayed(monitors: StandingRow[], { clockAt, nowMs }: { clockAt: number | null; nowMs: number }) {
  return judgeDelay({ clockAt, monitors }, nowMs).delayedSince !== null;
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
