import type { AnomalyView } from "./anomaly.ts";
import type { MonitorInput } from "./check.ts";
import type { CheckKind } from "./checks/check-kinds.ts";
import type { Origin } from "./job.ts";
import type { Runtime } from "./region.ts";
import type { Finding, GapReason, Outcome } from "./tick.ts";
import type { Verdict } from "./verdict.ts";

/** What a screen shows: the verdict, or that the monitor is paused. */
export type ShownVerdict = Verdict | "paused";

/** One bar of the last checks. `at` is epoch ms; `totalMs` null when there was no answer. */
export type RecentTick = { at: number; region: string; outcome: Outcome; totalMs: number | null };

/** Ticks in columns, see packTicks; a page of the list is mostly these. */
export type PackedTicks = {
  regions: string[];
  /** Epoch ms of the first tick. */
  from: number;
  /** Of each tick: ms since the tick before it. */
  steps: number[];
  /** Of each tick: the index in `regions`, one letter or digit. */
  regionOf: string;
  /** Of each tick: the index in Outcome, one letter or digit. */
  outcomeOf: string;
  totalMs: (number | null)[];
};

export type MonitorListItem = {
  id: string;
  name: string;
  kind: string;
  target: string;
  tags: string[];
  verdict: ShownVerdict;
  reason: string;
  /** Epoch ms. */
  since: number;
  intervalSec: number;
  regions: string[];
  /** Oldest first, 20 at most, all regions merged. */
  recent: PackedTicks;
  /** The last 24 hours; up to 15 minutes old where nobody has looked. */
  hours: HourStrip;
  /** Of ok ticks in the last 24 h; null before the first. */
  p95Ms: number | null;
  /** Up time / known time without maintenance in the last 24 h, 0…1; null when nothing is known. */
  uptime24h: number | null;
  /** Known slots / expected slots in the last 24 h, 0…1; null when none was due. */
  coverage24h: number | null;
  /** Epoch ms of the newest tick. */
  lastCheckAt: number | null;
  /** The `key` of the group that this row is in; null where the list is not grouped. */
  group: string | null;
};

/** What an hour was: nothing known, all well, some checks failed, half of them or more failed. */
export type HourLook = "-" | "u" | "w" | "d";

/** 24 whole hours, oldest first; the last one is under way. */
export type HourStrip = {
  /** Epoch ms of the first hour. */
  from: number;
  /** One `HourLook` per hour. */
  looks: string;
  /** Of ok ticks; null where an hour has none. */
  p95Ms: (number | null)[];
};

/** A group of the list. `key` is a status, or a tag; "" has what has no tag. */
export type MonitorGroup = { key: string; count: number };

export type MonitorListPage = {
  items: MonitorListItem[];
  /** Null on the last page. */
  nextCursor: string | null;
  /** Of all monitors that match whatever is asked for except the status, by shown verdict. */
  counts: Record<ShownVerdict, number>;
  total: number;
  /** In order; null where the list is not grouped. */
  groups: MonitorGroup[] | null;
};

/** How many monitors carry a tag. */
export type TagView = { tag: string; monitors: number };

export type RegionReadingView = {
  region: string;
  regionName: string;
  /** Null before the first tick. */
  lastTick: { at: number; outcome: Outcome; status: number | null; totalMs: number; vote: boolean } | null;
};

/** What a region found out about the target; `seenAt` is epoch ms. */
export type FindingView = Finding & { region: string; regionName: string; seenAt: number };

export type MonitorDetail = {
  id: string;
  name: string;
  kind: string;
  input: MonitorInput;
  verdict: ShownVerdict;
  reason: string;
  since: number;
  createdAt: number;
  readings: RegionReadingView[];
  /** By key, then by region. */
  findings: FindingView[];
  /** Of the last 14 days, newest first. */
  anomalies: AnomalyView[];
  /** Without maintenance; `uptimeRaw24h` counts it. */
  uptime24h: number | null;
  uptimeRaw24h: number | null;
  /** How much of the last 24 h was maintenance. */
  maintenance24hMs: number;
  coverage24h: number | null;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  openIncident: { id: string; openedAt: number; cause: string } | null;
};

export type TickView = {
  at: number;
  region: string;
  origin: Origin;
  outcome: Outcome;
  status: number | null;
  lateMs: number;
  totalUs: number;
  dnsUs: number | null;
  connectUs: number | null;
  tlsUs: number | null;
  ttfbUs: number | null;
  transferUs: number | null;
  bytes: number;
  vote: boolean;
  /** The message of the kept evidence. */
  message: string | null;
  hasEvidence: boolean;
};
export type TickPage = { items: TickView[]; nextCursor: string | null };

export type TransitionView = {
  seq: number;
  from: Verdict;
  to: Verdict;
  at: number;
  decidedAt: number;
  reason: string;
};

/** Neighbouring slots of one region without a tick for the same reason. */
export type GapView = { region: string; fromAt: number; toAt: number; slots: number; reason: GapReason };

/**
 * Without a vote are `cut_off`, whose probe reports but cannot reach its control targets, and `sick`, which fails at much
 * that other regions reach.
 */
export type RegionStanding = "reporting" | "cut_off" | "sick" | "silent" | "never_seen";
export type RegionView = {
  code: string;
  name: string;
  runtime: Runtime;
  /** What its live probes can check where they stand; before one has said: what its runtime can at best. */
  kinds: CheckKind[];
  /** A private location of this workspace; others do not see it. */
  isPrivate: boolean;
  enabled: boolean;
  standing: RegionStanding;
  /** Why its readings have no vote now, as a sentence; null: they have. */
  sickBecause: string | null;
};

export type ProbeInstanceView = {
  instance: string;
  version: string;
  runtime: Runtime;
  lastSeenAt: number;
  inFlight: number;
  queued: number;
  pendingEntries: number;
  lagMs: number;
  spooled: number;
  rssBytes: number;
};

export type SystemOverview = {
  now: number;
  version: string;
  regions: (RegionView & {
    lastSeenAt: number | null;
    instances: ProbeInstanceView[];
    /** Null when Redis does not answer. */
    stream: {
      length: number;
      pending: number;
      lag: number | null;
      urgent: number;
      spool: number;
      dead: number;
    } | null;
    monitors: number;
  })[];
  /** How far ahead of now slots are given to probes; negative means that the schedule is behind. Null before the first run. */
  scheduleAheadMs: number | null;
  sweepAgeMs: number | null;
  rollupAgeMs: number | null;
  database: { sizeBytes: number; ticksToday: number; connected: boolean };
  redis: { connected: boolean; error: string | null };
  /** Problems worth a person's time, each with what to do. */
  warnings: string[];
};

/** What a live subscription sends for each watched monitor; a full state, so nothing is lost by a reconnection. */
export type LiveMonitor = {
  id: string;
  verdict: ShownVerdict;
  reason: string;
  since: number;
  /** The newest tick per region. */
  ticks: RecentTick[];
};

/** One line of the audit of due slots. */
export type AuditLine = {
  monitorId: string;
  name: string;
  region: string;
  hour: number;
  expected: number;
  ticks: number;
  gaps: number;
  unaccounted: number;
};
export type AuditReport = {
  fromMs: number;
  toMs: number;
  expected: number;
  ticks: number;
  gaps: number;
  unaccounted: number;
  doubled: number;
  lines: AuditLine[];
};
