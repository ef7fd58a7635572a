import type { Check } from "#contracts/check.ts";
import type { Policy } from "#contracts/policy.ts";
import type { Runtime } from "#contracts/region.ts";
import type { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";
import type { RawVerdict } from "#domain/verdict/judgement.ts";
import { Table } from "./table.ts";

/** Rows as Postgres keeps them, except that moments are epoch milliseconds. */
export type RegionRow = {
  id: number;
  code: string;
  name: string;
  runtime: Runtime;
  enabled: boolean;
  healthy: boolean;
  pokeUrl: string | null;
  lastSeenAt: number | null;
};
export type RegionFaultRow = {
  id: number;
  regionId: number;
  kind: string;
  fromAt: number;
  toAt: number | null;
  reason: string;
};
export type WorkspaceRow = { id: string; name: string; policy: unknown; timeZone: string };
export type MonitorRow = {
  id: number;
  publicId: string;
  workspaceId: string;
  name: string;
  check: Check;
  intervalMs: number;
  timeoutMs: number;
  configVersion: number;
  gridFrom: number;
  catchUpFrom: number | null;
  pausedAt: number | null;
  updatedAt: number;
  createdAt: number;
  policy: unknown;
  severity: string;
  host: string;
};
export type AssignmentRow = {
  id: number;
  monitorId: number;
  regionId: number;
  intervalMs: number;
  offsetMs: number;
  configVersion: number;
  fromAt: number;
  untilAt: number | null;
};
export type MonitorStateRow = {
  monitorId: number;
  verdict: Verdict;
  raw: Verdict;
  reason: string;
  since: number;
  seq: number;
  memory: unknown;
  dueAt: number | null;
  slowUs: number | null;
  beganAt: number | null;
  configVersion: number;
};
export type RegionStateRow = {
  monitorId: number;
  regionId: number;
  scheduledAt: number;
  outcome: number;
  vote: boolean;
};
export type TickRow = {
  monitorId: number;
  regionId: number;
  scheduledAt: number;
  outcome: number;
  origin: number;
  lateMs: number;
  totalUs: number;
  vote: boolean;
};
export type EvidenceRow = { monitorId: number; regionId: number; scheduledAt: number; evidence: unknown };
export type GapTableRow = { monitorId: number; regionId: number; scheduledAt: number; reason: number };
export type OutageRow = {
  id: number;
  regionId: number | null;
  fromAt: number;
  toAt: number;
  reason: number;
};
export type TransitionRow = {
  monitorId: number;
  seq: number;
  workspaceId: string;
  from: Verdict;
  to: Verdict;
  raw: RawVerdict;
  at: number;
  decidedAt: number;
  reason: string;
  inputs: {
    readings: { region: string; outcome: Outcome; at: number }[];
    policy: Policy;
    regions: string[];
    faults: { region: string; fromMs: number; toMs: number | null }[];
  };
};
export type IncidentRow = {
  id: string;
  workspaceId: string;
  monitorId: number;
  severity: string;
  worst: Verdict;
  openedAt: number;
  openedSeq: number;
  firstFailedAt: number | null;
  closedAt: number | null;
  closedSeq: number | null;
  cause: string;
  causedById: string | null;
  round: number;
  nextReminderAt: number | null;
  remindEveryMs: number | null;
  reminders: number;
  acknowledgedAt: number | null;
};
export type IncidentEventRow = { id: string; incidentId: string; at: number; kind: string; message: string };
export type AdvisoryRow = {
  id: string;
  monitorId: number;
  regionId: number;
  fromAt: number;
  toAt: number | null;
  reason: string;
};
export type MaintenanceRow = {
  id: string;
  workspaceId: string;
  name: string;
  everything: boolean;
  deletedAt: number | null;
  monitorIds: number[];
};
export type OccurrenceRow = { id: string; maintenanceId: string; startsAt: number; endsAt: number };
export type ChannelRow = {
  id: string;
  workspaceId: string;
  kind: string;
  name: string;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
  enabled: boolean;
  disabledReason: string | null;
  fallbackChannelId: string | null;
  quietHours: unknown;
  failureStreak: number;
  openUntil: number | null;
  updatedAt: number;
};
/** While the parent is down, nobody is told of the child. */
export type ParentRow = { monitorId: number; parentId: number };
export type MonitorChannelRow = { monitorId: number; channelId: string };
export type DeliveryRow = {
  id: string;
  workspaceId: string;
  channelId: string;
  incidentId: string | null;
  monitorId: number | null;
  seq: number | null;
  event: string;
  ordinal: number;
  status: string;
  grouped: boolean;
  leaderId: string | null;
  heldBecause: string | null;
  attempts: number;
  nextAt: number;
  lockedUntil: number | null;
  fence: number;
  lastError: string | null;
  notification: Record<string, unknown>;
  createdAt: number;
  sentAt: number | null;
};
export type ProbeInstanceRow = {
  regionId: number;
  instance: string;
  lastSeenAt: number;
  healthy: boolean;
};
export type WatermarkRow = { name: string; at: number };

const slotKey = (row: { monitorId: number; regionId: number; scheduledAt: number }) =>
  `${row.monitorId}:${row.regionId}:${row.scheduledAt}`;
const placeOf = (row: { monitorId: number; regionId: number }) => row.monitorId * 1000 + row.regionId;

function makeSlotTables() {
  return {
    region: new Table<RegionRow>({ name: "region", key: (row) => String(row.id) }),
    regionFault: new Table<RegionFaultRow>({
      name: "region_fault",
      key: (row) => String(row.id),
      uniques: { open: (row) => (row.toAt === null ? `${row.regionId}:${row.kind}` : null) },
    }),
    workspace: new Table<WorkspaceRow>({ name: "workspace", key: (row) => row.id }),
    monitor: new Table<MonitorRow>({ name: "monitor", key: (row) => String(row.id) }),
    assignment: new Table<AssignmentRow>({
      name: "assignment",
      key: (row) => String(row.id),
      uniques: { open: (row) => (row.untilAt === null ? String(placeOf(row)) : null) },
      indexes: { monitor: (row) => row.monitorId },
    }),
    monitorState: new Table<MonitorStateRow>({ name: "monitor_state", key: (row) => String(row.monitorId) }),
    regionState: new Table<RegionStateRow>({
      name: "monitor_region_state",
      key: (row) => `${row.monitorId}:${row.regionId}`,
      indexes: { monitor: (row) => row.monitorId },
    }),
    tick: new Table<TickRow>({ name: "tick", key: slotKey, indexes: { place: placeOf } }),
    evidence: new Table<EvidenceRow>({ name: "tick_evidence", key: slotKey }),
    gap: new Table<GapTableRow>({ name: "gap", key: slotKey }),
    outage: new Table<OutageRow>({ name: "outage", key: (row) => String(row.id) }),
  };
}

function makeVerdictTables() {
  return {
    transition: new Table<TransitionRow>({
      name: "transition",
      key: (row) => `${row.monitorId}:${row.seq}`,
      indexes: { monitor: (row) => row.monitorId },
    }),
    incident: new Table<IncidentRow>({
      name: "incident",
      key: (row) => row.id,
      uniques: {
        open: (row) => (row.closedAt === null ? String(row.monitorId) : null),
        opened: (row) => `${row.monitorId}:${row.openedSeq}`,
      },
      indexes: {
        monitor: (row) => row.monitorId,
        open: (row) => (row.closedAt === null ? 1 : null),
      },
    }),
    incidentEvent: new Table<IncidentEventRow>({ name: "incident_event", key: (row) => row.id }),
    incidentEvidence: new Table<{ incidentId: string; region: string; scheduledAt: number }>({
      name: "incident_evidence",
      key: (row) => `${row.incidentId}:${row.region}:${row.scheduledAt}`,
    }),
    advisory: new Table<AdvisoryRow>({
      name: "advisory",
      key: (row) => row.id,
      uniques: { open: (row) => (row.toAt === null ? `${row.monitorId}:${row.regionId}` : null) },
      indexes: { monitor: (row) => row.monitorId },
    }),
    maintenance: new Table<MaintenanceRow>({ name: "maintenance", key: (row) => row.id }),
    occurrence: new Table<OccurrenceRow>({ name: "maintenance_occurrence", key: (row) => row.id }),
  };
}

function makeMessageTables() {
  return {
    channel: new Table<ChannelRow>({ name: "channel", key: (row) => row.id }),
    parent: new Table<ParentRow>({
      name: "monitor_parent",
      key: (row) => `${row.monitorId}:${row.parentId}`,
      indexes: { monitor: (row) => row.monitorId, parent: (row) => row.parentId },
    }),
    monitorChannel: new Table<MonitorChannelRow>({
      name: "monitor_channel",
      key: (row) => `${row.monitorId}:${row.channelId}`,
      indexes: { monitor: (row) => row.monitorId },
    }),
    delivery: new Table<DeliveryRow>({
      name: "delivery",
      key: (row) => row.id,
      uniques: {
        told: (row) =>
          row.incidentId === null ? null : `${row.incidentId}:${row.event}:${row.ordinal}:${row.channelId}`,
      },
      indexes: { incident: (row) => row.incidentId, pending: (row) => (row.status === "pending" ? 1 : null) },
    }),
    probeInstance: new Table<ProbeInstanceRow>({
      name: "probe_instance",
      key: (row) => `${row.regionId}:${row.instance}`,
    }),
    watermark: new Table<WatermarkRow>({ name: "watermark", key: (row) => row.name }),
    streamEpoch: new Table<{ id: number; value: string }>({
      name: "stream_epoch",
      key: (row) => String(row.id),
    }),
  };
}

export function makeTables() {
  return { ...makeSlotTables(), ...makeVerdictTables(), ...makeMessageTables() };
}
export type Tables = ReturnType<typeof makeTables>;
