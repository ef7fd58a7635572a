import type { ConfigKind } from "#contracts/config-plan.ts";
import { StoredPolicy } from "#contracts/policy.ts";
import { type ConfigEntry, WORKSPACE_KEY } from "#domain/config/config-entry.ts";
import type { CurrentConfig, CurrentEntry, Managed } from "#domain/config/current-config.ts";
import type { Db } from "../prisma.ts";
import { listRegions } from "../region-store.ts";
import { sqlOf } from "../sql-of.ts";
import { findWorkspacePolicy } from "../workspace-store.ts";
import {
  type ChannelRow,
  listConfigRows,
  listMemberIds,
  type PageRow,
  type SecretRow,
} from "./config-rows.ts";
import { listManaged, type ManagedRow } from "./managed-store.ts";
import {
  channelEntry,
  monitorEntry,
  objectiveEntry,
  pageEntry,
  policyEntry,
  scheduleEntry,
  secretEntry,
  windowEntry,
} from "./read-entries.ts";

/** With the rows that hold credentials, which no entry has. */
export type LoadedConfig = CurrentConfig & {
  /** User ids by address. */
  memberIds: ReadonlyMap<string, string>;
  channels: readonly ChannelRow[];
  pages: readonly PageRow[];
  secrets: readonly SecretRow[];
};

/** Everything of a workspace that a document can hold. */
export async function loadConfig(db: Db, workspaceId: string): Promise<LoadedConfig> {
  const sql = sqlOf(db);
  const asked = { workspaceId };
  const [secrets, channels, schedules, policies] = await Promise.all([
    listConfigRows(sql, { ...asked, part: "secrets" }),
    listConfigRows(sql, { ...asked, part: "channels" }),
    listConfigRows(sql, { ...asked, part: "schedules" }),
    listConfigRows(sql, { ...asked, part: "policies" }),
  ]);
  const [monitors, windows, objectives, pages] = await Promise.all([
    listConfigRows(sql, { ...asked, part: "monitors" }),
    listConfigRows(sql, { ...asked, part: "windows" }),
    listConfigRows(sql, { ...asked, part: "objectives" }),
    listConfigRows(sql, { ...asked, part: "pages" }),
  ]);
  const memberIds = await listMemberIds(sql, workspaceId);
  const addresses = new Map([...memberIds].map(([email, id]) => [id, email]));
  const managed = await listManaged(sql, workspaceId);
  const regions = await listRegions(db, workspaceId);
  const { policy } = await findWorkspacePolicy(sql, { workspaceId, tags: [] });
  const parts: [id: string, part: ConfigEntry][] = [
    ...secrets.map(({ id, name }) => [id, secretEntry(name)] as [string, ConfigEntry]),
    ...partsOf(channels, channelEntry),
    ...partsOf(schedules, scheduleEntry),
    ...partsOf(policies, policyEntry),
    ...partsOf(monitors, monitorEntry),
    ...partsOf(windows, windowEntry),
    ...partsOf(objectives, (row) => objectiveEntry(row, addresses)),
    ...partsOf(pages, pageEntry),
    [workspaceId, workspaceEntry(policy)],
  ];
  return {
    ...joinManaged(parts, managed),
    regions: new Set(regions.map(({ code }) => code)),
    members: new Set(memberIds.keys()),
    memberIds,
    channels,
    pages,
    secrets,
  };
}

function partsOf<Row extends { id: string }>(
  rows: readonly Row[],
  read: (row: Row) => ConfigEntry,
): [string, ConfigEntry][] {
  return rows.map((row) => [row.id, read(row)]);
}

function workspaceEntry(policy: unknown): ConfigEntry {
  return {
    kind: "workspace",
    entry: { key: WORKSPACE_KEY, name: "Workspace", policy: StoredPolicy.parse(policy) },
  };
}

function joinManaged(parts: readonly [string, ConfigEntry][], rows: readonly ManagedRow[]) {
  const ofThing = new Map(rows.map((row) => [`${row.kind}/${row.targetId}`, row]));
  const entries = parts.map(([id, part]): CurrentEntry => {
    const row = ofThing.get(`${part.kind}/${id}`);
    return { id, part, managed: row ? managedOf(row) : null };
  });
  const present = new Set(parts.map(([id, { kind }]) => `${kind}/${id}`));
  const lost: { kind: ConfigKind; source: string; key: string }[] = rows.filter(
    ({ kind, targetId, applied }) => applied !== null && !present.has(`${kind}/${targetId}`),
  );
  return { entries, lost };
}

function managedOf({ source, key, applied }: ManagedRow): Managed {
  return { source, key, applied };
}
