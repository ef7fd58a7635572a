import type { Sql } from "./prisma.ts";

/** Which monitors somebody may see: those of the workspace, and where tags are given only those that have one of them. */
export type MonitorScope = { workspaceId: string; tags: readonly string[] };

/** What an actor may see. */
export function scopeOf({ workspaceId, tags }: MonitorScope): MonitorScope {
  return { workspaceId, tags };
}

/** Conditions that begin with AND; all empty for whoever sees everything, so that their statements and plans stay. */
export type ScopeSql = {
  /** A prepared statement's name stands for one text. */
  name: (statement: string) => string;
  monitor: (alias: string) => string;
  incident: (alias: string) => string;
  delivery: (alias: string) => string;
  window: (alias: string) => string;
  /** A target of a maintenance window. */
  target: (alias: string) => string;
  backtest: (alias: string) => string;
};

const everything = () => "";
const EVERYTHING: ScopeSql = {
  name: (statement) => statement,
  monitor: everything,
  incident: everything,
  delivery: everything,
  window: everything,
  target: everything,
  backtest: everything,
};

/** Adds the tags to the statement's values where there are any. */
export function scopeSql({ tags }: Pick<MonitorScope, "tags">, values: unknown[]): ScopeSql {
  if (tags.length === 0) return EVERYTHING;
  const own = `$${values.push([...tags])}::text[]`;
  return {
    name: (statement) => `${statement}-tagged`,
    monitor: (alias) => ` AND ${alias}.tags && ${own}`,
    incident: (alias) => ` AND ${incidentInScope(alias, own)}`,
    delivery: (alias) => ` AND ${deliveryInScope(alias, own)}`,
    window: (alias) => ` AND ${windowInScope(alias, own)}`,
    target: (alias) => ` AND ${targetInScope(alias, own)}`,
    backtest: (alias) => ` AND NOT EXISTS (
      SELECT FROM jsonb_array_elements_text(${alias}.input->'monitorIds') replayed(id) WHERE NOT EXISTS (
        SELECT FROM monitor seen WHERE seen.public_id = replayed.id::uuid
          AND seen.workspace_id = ${alias}.workspace_id AND seen.tags && ${own}))`,
  };
}

/** It is about a monitor in scope, or a person opened it about none: Uptick's own problems are the whole workspace's. */
export function incidentInScope(alias: string, own: string): string {
  return `(EXISTS (SELECT FROM monitor seen WHERE seen.id = ${alias}.monitor_id AND seen.tags && ${own})
    OR EXISTS (
      SELECT FROM incident_monitor touched JOIN monitor seen ON seen.id = touched.monitor_id
      WHERE touched.incident_id = ${alias}.id AND seen.tags && ${own})
    OR (${alias}.kind = 'manual' AND ${alias}.monitor_id IS NULL
      AND NOT EXISTS (SELECT FROM incident_monitor touched WHERE touched.incident_id = ${alias}.id)))`;
}

function deliveryInScope(alias: string, own: string): string {
  return `(${alias}.event = 'test'
    OR EXISTS (SELECT FROM monitor told WHERE told.id = ${alias}.monitor_id AND told.tags && ${own})
    OR (${alias}.monitor_id IS NULL AND EXISTS (
      SELECT FROM incident about WHERE about.id = ${alias}.incident_id AND ${incidentInScope("about", own)})))`;
}

/** Whatever part of the window's monitors is in scope. */
export function windowInScope(alias: string, own: string): string {
  return `(${alias}.everything OR EXISTS (
    SELECT FROM maintenance_target aim WHERE aim.maintenance_id = ${alias}.id AND ${targetInScope("aim", own)}))`;
}

function targetInScope(alias: string, own: string): string {
  return `(${alias}.tag = ANY(${own})
    OR EXISTS (SELECT FROM monitor seen WHERE seen.id = ${alias}.monitor_id AND seen.tags && ${own})
    OR EXISTS (
      SELECT FROM monitor seen JOIN maintenance held ON held.id = ${alias}.maintenance_id
      WHERE seen.workspace_id = held.workspace_id AND ${alias}.tag = ANY(seen.tags) AND seen.tags && ${own}))`;
}

export function hasTagInScope({ tags }: Pick<MonitorScope, "tags">, own: readonly string[]): boolean {
  return tags.length === 0 || own.some((tag) => tags.includes(tag));
}

/** For Prisma's `where` of a monitor. */
export function whereInScope({ workspaceId, tags }: MonitorScope) {
  return tags.length === 0 ? { workspaceId } : { workspaceId, tags: { hasSome: [...tags] } };
}

const RESTRICTABLE = {
  incident: (scope: ScopeSql) => `SELECT x.id FROM incident x WHERE true${scope.incident("x")}`,
  delivery: (scope: ScopeSql) => `SELECT x.id FROM delivery x WHERE true${scope.delivery("x")}`,
  maintenance: (scope: ScopeSql) => `SELECT x.id FROM maintenance x WHERE true${scope.window("x")}`,
};

/** Those of the ids that are in scope: what a command may lock. Asks nothing for whoever sees everything. */
export async function keepInScope(
  sql: Sql,
  scope: MonitorScope,
  asked: { kind: keyof typeof RESTRICTABLE; ids: readonly string[] },
): Promise<string[]> {
  if (scope.tags.length === 0) return [...asked.ids];
  const values: unknown[] = [[...asked.ids], scope.workspaceId];
  const statement = RESTRICTABLE[asked.kind](scopeSql(scope, values));
  const { rows } = await sql.query<{ id: string }>(
    `${statement} AND x.id = ANY($1::uuid[]) AND x.workspace_id = $2::uuid`,
    values,
  );
  return rows.map(({ id }) => id);
}
