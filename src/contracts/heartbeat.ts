import * as z from "zod";
import type { HeartbeatTiming } from "./checks/heartbeat.ts";
import { OUTCOMES } from "./outcomes.ts";

/** The code and the id of the built-in region that heartbeats are ticks of. It has no probes. */
export const INBOUND_REGION = "inbound";
export const INBOUND_REGION_ID = 0;
/** What jobs have told while Postgres was away, in the order in which it came. */
export const HEARTBEAT_SPOOL = "heartbeats:inbound";
/** Until when pings could be taken in for certain (epoch ms), kept where it is known without Postgres. */
export const RECEIVING_KEY = "heartbeats:receiving";

/** `exit` carries an exit code: 0 is a success. */
export const PingKind = z.enum(["start", "success", "fail", "log", "exit"]);
export type PingKind = z.infer<typeof PingKind>;

/** Why a ping changed nothing. */
export const PingNote = z.enum(["repeated", "paused"]);
export type PingNote = z.infer<typeof PingNote>;

/** `unknown`: Uptick could not be reached when the run was due. `late`: it came after it had been missed. */
export const RunState = z.enum(["running", "ok", "late", "failed", "timeout", "missed", "unknown"]);
export type RunState = z.infer<typeof RunState>;

/** One call of a heartbeat's address. `body` is at most 100 KB, `tail` the end of what was longer. Times are epoch ms. */
export const HeartbeatPing = z.object({
  id: z.uuid(),
  tokenHash: z.string().length(64),
  receivedAt: z.number().int().positive(),
  kind: PingKind,
  exitCode: z.number().int().min(0).max(255).nullable(),
  runId: z.uuid().nullable(),
  body: z.string(),
  tail: z.string(),
  bytes: z.number().int().nonnegative().max(2_147_483_647),
  address: z.string().max(64).nullable(),
  userAgent: z.string().max(200).nullable(),
});
export type HeartbeatPing = z.infer<typeof HeartbeatPing>;

/** What a heartbeat remembers between two pings, as it is stored. Times are epoch ms. */
export const HeartbeatState = z.object({
  dueAt: z.number().nullable(),
  startedAt: z.number().nullable(),
  runId: z.string().nullable(),
  runDueAt: z.number().nullable(),
  missedDueAt: z.number().nullable(),
  lastPingAt: z.number().nullable(),
  lastTickAt: z.number().nullable(),
  lastOutcome: z.enum(OUTCOMES).nullable(),
});
export type HeartbeatState = z.infer<typeof HeartbeatState>;

export type HeartbeatPingView = {
  id: string;
  receivedAt: number;
  kind: PingKind;
  exitCode: number | null;
  runId: string | null;
  note: PingNote | null;
  body: string | null;
  bytes: number;
  address: string | null;
  userAgent: string | null;
  durationMs: number | null;
};

export type HeartbeatRunView = {
  dueAt: number;
  expected: boolean;
  state: RunState;
  /** It runs now; a `running` one that does not has never told its end. */
  isCurrent: boolean;
  startedAt: number | null;
  endedAt: number | null;
  durationMs: number | null;
  exitCode: number | null;
  /** What the job sent at its end. */
  body: string | null;
};

export type HeartbeatView = {
  /** Null for whoever may not change the monitor: with it anybody can say that the job is well. */
  url: string | null;
  timing: HeartbeatTiming;
  graceSec: number;
  maxRunSec: number | null;
  /** Null before the first ping. */
  dueAt: number | null;
  /** When it would be missed. */
  deadlineAt: number | null;
  lastPingAt: number | null;
  startedAt: number | null;
  /** Newest first. */
  runs: HeartbeatRunView[];
  pings: HeartbeatPingView[];
  /** Of the runs of the last 90 days. */
  counts: Partial<Record<RunState, number>>;
  /** Of the runs whose length is known, in the last 90 days. */
  durationMs: { median: number; longest: number } | null;
};
