import type { ChannelKind, QuietHours } from "#contracts/channel.ts";
import type { EscalationSteps, Rotation } from "#contracts/escalation.ts";
import type { MaintenanceTiming } from "#contracts/maintenance.ts";
import type { ObjectiveInput } from "#contracts/objective.ts";
import type { Severity } from "#contracts/policy.ts";
import type {
  AutoPosts,
  ComponentShow,
  StatusAccess,
  StatusLook,
  StatusPageState,
} from "#contracts/status-page.ts";
import type { Sql } from "../prisma.ts";

export type MonitorRow = {
  id: string;
  name: string;
  check: unknown;
  intervalMs: number;
  timeoutMs: number;
  tags: string[];
  paused: boolean;
  policy: unknown;
  severity: Severity;
  escalationId: string | null;
  regions: string[];
  parents: string[];
  channels: string[];
};
export type ChannelRow = {
  id: string;
  kind: ChannelKind;
  name: string;
  config: Record<string, string | number | string[]>;
  /** Envelopes by field. */
  secrets: Record<string, string>;
  isDefault: boolean;
  enabled: boolean;
  fallbackId: string | null;
  quietHours: QuietHours | null;
  tellsOwners: boolean;
};
type Span = { startsAt: number; endsAt: number };
export type ScheduleRow = {
  id: string;
  name: string;
  rotation: Rotation;
  overrides: (Span & { channelId: string })[];
};
export type PolicyRow = { id: string; name: string; steps: EscalationSteps };
export type WindowRow = {
  id: string;
  name: string;
  timing: MaintenanceTiming;
  everything: boolean;
  monitors: string[];
  tags: string[];
};
export type ObjectiveRow = { id: string; spec: ObjectiveInput; exclusions: (Span & { reason: string })[] };
export type PageRow = {
  id: string;
  slug: string;
  title: string;
  description: string;
  state: StatusPageState;
  publishAt: number | null;
  look: StatusLook;
  access: StatusAccess;
  passwordHash: string | null;
  autoPosts: AutoPosts;
  domain: string | null;
  pictures: number;
  sections: {
    name: string;
    collapsed: boolean;
    components: { name: string; description: string; show: ComponentShow; monitors: string[] }[];
  }[];
};
export type SecretRow = { id: string; name: string; value: string };

const ROWS = {
  monitors: `
    SELECT m.public_id AS id, m.name, m."check", m.interval_ms AS "intervalMs", m.timeout_ms AS "timeoutMs", m.tags,
      m.paused_at IS NOT NULL AS paused, m.policy, m.severity, m.escalation_policy_id AS "escalationId",
      ARRAY(SELECT DISTINCT r.code FROM assignment a JOIN region r ON r.id = a.region_id
        WHERE a.monitor_id = m.id AND a.config_version = m.config_version AND r.id <> 0 ORDER BY r.code) AS regions,
      ARRAY(SELECT up.public_id::text FROM monitor_parent p JOIN monitor up ON up.id = p.parent_id
        WHERE p.monitor_id = m.id ORDER BY up.id) AS parents,
      ARRAY(SELECT mc.channel_id::text FROM monitor_channel mc WHERE mc.monitor_id = m.id ORDER BY 1) AS channels
    FROM monitor m WHERE m.workspace_id = $1 ORDER BY m.id`,
  channels: `
    SELECT id, kind, name, config, secrets, is_default AS "isDefault", enabled, fallback_channel_id AS "fallbackId",
      quiet_hours AS "quietHours", tells_owners AS "tellsOwners"
    FROM channel WHERE workspace_id = $1 AND subscriber_id IS NULL ORDER BY created_at, id`,
  schedules: `
    SELECT s.id, s.name, s.rotation, coalesce((
        SELECT json_agg(json_build_object('channelId', o.channel_id, 'startsAt', floor(extract(epoch FROM o.starts_at) * 1000),
          'endsAt', floor(extract(epoch FROM o.ends_at) * 1000)) ORDER BY o.starts_at, o.id)
        FROM on_call_override o WHERE o.schedule_id = s.id), '[]') AS overrides
    FROM on_call_schedule s WHERE s.workspace_id = $1 ORDER BY s.created_at, s.id`,
  policies: "SELECT id, name, steps FROM escalation_policy WHERE workspace_id = $1 ORDER BY created_at, id",
  windows: `
    SELECT w.id, w.name, w.timing, w.everything,
      ARRAY(SELECT m.public_id::text FROM maintenance_target t JOIN monitor m ON m.id = t.monitor_id
        WHERE t.maintenance_id = w.id ORDER BY m.id) AS monitors,
      ARRAY(SELECT t.tag FROM maintenance_target t WHERE t.maintenance_id = w.id AND t.tag IS NOT NULL ORDER BY t.tag) AS tags
    FROM maintenance w WHERE w.workspace_id = $1 AND w.deleted_at IS NULL ORDER BY w.created_at, w.id`,
  objectives: `
    SELECT o.id, o.spec, coalesce((
        SELECT json_agg(json_build_object('startsAt', floor(extract(epoch FROM e.starts_at) * 1000),
          'endsAt', floor(extract(epoch FROM e.ends_at) * 1000), 'reason', e.reason) ORDER BY e.starts_at, e.id)
        FROM objective_exclusion e WHERE e.objective_id = o.id), '[]') AS exclusions
    FROM objective o WHERE o.workspace_id = $1 ORDER BY o.created_at, o.id`,
  pages: `
    SELECT p.id, p.slug, p.title, p.description, p.state::text,
      floor(extract(epoch FROM p.publish_at) * 1000)::float8 AS "publishAt", p.look, p.access,
      p.password_hash AS "passwordHash", p.auto_posts AS "autoPosts",
      (SELECT d.domain FROM status_domain d WHERE d.page_id = p.id) AS domain,
      (SELECT count(*)::int FROM status_asset a WHERE a.page_id = p.id) AS pictures,
      coalesce((
        SELECT json_agg(json_build_object('name', s.name, 'collapsed', s.collapsed, 'components', coalesce((
          SELECT json_agg(json_build_object('name', c.name, 'description', c.description, 'show', c.show,
            'monitors', ARRAY(SELECT m.public_id FROM status_component_monitor cm JOIN monitor m ON m.id = cm.monitor_id
              WHERE cm.component_id = c.id ORDER BY m.id)) ORDER BY c.position)
          FROM status_component c WHERE c.section_id = s.id), '[]')) ORDER BY s.position)
        FROM status_section s WHERE s.page_id = p.id), '[]') AS sections
    FROM status_page p WHERE p.workspace_id = $1 ORDER BY p.created_at, p.id`,
  secrets: "SELECT id, name, value FROM secret WHERE workspace_id = $1 ORDER BY name",
} as const;

type RowOf = {
  monitors: MonitorRow;
  channels: ChannelRow;
  schedules: ScheduleRow;
  policies: PolicyRow;
  windows: WindowRow;
  objectives: ObjectiveRow;
  pages: PageRow;
  secrets: SecretRow;
};

/** All of a workspace, in the order in which it was made. */
export async function listConfigRows<Part extends keyof RowOf>(
  sql: Sql,
  { part, workspaceId }: { part: Part; workspaceId: string },
): Promise<RowOf[Part][]> {
  const { rows } = await sql.query<RowOf[Part]>(`${ROWS[part].replace("$1", "$1::uuid")}`, [workspaceId]);
  return rows;
}

/** Everybody who belongs to the workspace, by address in small letters. */
export async function listMemberIds(sql: Sql, workspaceId: string): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ email: string; id: string }>(
    `SELECT lower(u.email) AS email, u.id FROM member m JOIN "user" u ON u.id = m.user_id WHERE m.workspace_id = $1::uuid`,
    [workspaceId],
  );
  return new Map(rows.map(({ email, id }) => [email, id]));
}
