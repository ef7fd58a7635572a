import type { MonitorFilter } from "#contracts/monitor-list.ts";
import type { MonitorScope } from "./monitor-scope.ts";

export const SHOWN = "CASE WHEN m.paused_at IS NULL THEN s.verdict::text ELSE 'paused' END";
export const MONITOR_FROM =
  "FROM monitor m JOIN monitor_state s ON s.monitor_id = m.id AND s.workspace_id = m.workspace_id";

/** Values of a statement, in the order in which they were first mentioned. */
export type Bind = (value: unknown) => string;

export function createBind(values: unknown[]): Bind {
  return (value) => `$${values.push(value)}`;
}

/** The conditions on `m` and `s`, joined by AND. `statuses` is left out where counts by status are wanted. */
export function filterSql(bind: Bind, scope: MonitorScope, filter: MonitorFilter): string {
  const { search, statuses, tags, kinds, regions } = filter;
  const conditions = [`m.workspace_id = ${bind(scope.workspaceId)}`];
  const when = (holds: boolean, condition: () => string) => {
    if (holds) conditions.push(condition());
  };
  when(scope.tags.length > 0, () => `m.tags && ${bind(scope.tags)}::text[]`);
  when(search !== "", () => `m.search_text LIKE ${bind(likePattern(search))}`);
  when(tags.length > 0, () => `m.tags && ${bind(tags)}::text[]`);
  when(kinds.length > 0, () => `m.kind = ANY(${bind(kinds)}::text[])`);
  when(statuses.length > 0, () => `${SHOWN} = ANY(${bind(statuses)}::text[])`);
  when(
    regions.length > 0,
    () => `EXISTS (
      SELECT FROM assignment a JOIN region r ON r.id = a.region_id
      WHERE a.monitor_id = m.id AND a.config_version = m.config_version AND r.code = ANY(${bind(regions)}::text[]))`,
  );
  return conditions.join(" AND ");
}

/** Whether every monitor that the scope allows is meant. */
export function isUnfiltered(scope: MonitorScope, filter: MonitorFilter): boolean {
  const { search, ...lists } = filter;
  return scope.tags.length === 0 && search === "" && Object.values(lists).every((list) => list.length === 0);
}

function likePattern(search: string): string {
  return `%${search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
}
