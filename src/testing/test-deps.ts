import { randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import type { Notification, StatusUpdate } from "#contracts/notification.ts";
import type { JobStream } from "#contracts/stream.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { parseKeyRing } from "#server/runtime/key-ring.ts";
import type { TestDatabase } from "./test-database.ts";

export type TestDeps = Deps & {
  /** Sets the clock that the stages see. */
  setNow: (nowMs: number) => void;
  poked: string[];
  /** What was sent, in order. The provider behind it accepts everything unless a test sets `send`. */
  notifications: Notification[];
  /** The same to subscribers of status pages. */
  updates: StatusUpdate[];
  /** How often the notifier was woken. */
  wakes: () => number;
  /** What the clock was asked to look at, in order. */
  dueTimes: number[];
};

/** Real Postgres, the given stream, a clock that moves only by `setNow` and by sleeping. */
export function createTestDeps(database: TestDatabase, stream: JobStream, startMs: number): TestDeps {
  let nowMs = startMs;
  const poked: string[] = [];
  const notifications: Notification[] = [];
  const updates: StatusUpdate[] = [];
  const dueTimes: number[] = [];
  let wakes = 0;
  return {
    pool: database.pool,
    stream,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    clock: () => nowMs,
    sleep: async (durationMs) => {
      nowMs += durationMs;
      // Whoever waits in a loop for others lets them go on.
      await setImmediate();
    },
    isEnding: () => false,
    newId: uuidv7,
    poke: async (url) => {
      poked.push(url);
    },
    random: () => 0.5,
    send: async (_target, notification) => {
      notifications.push(notification);
      return { kind: "sent", request: null, response: { status: 200, body: "ok", latencyMs: 1 } };
    },
    sendUpdate: async (_target, update) => {
      updates.push(update);
      return { kind: "sent", request: null, response: { status: 200, body: "", latencyMs: 1 } };
    },
    keyRing: testKeyRing,
    wakeNotifier: () => {
      wakes += 1;
    },
    wakeClock: (dueAtMs) => {
      dueTimes.push(dueAtMs);
    },
    heartbeat: null,
    resolveTxt: async () => ({ kind: "none" }),
    tickArchive: null,
    settings: {
      appUrl: "http://localhost:3000",
      linkSecret: "a secret of the tests",
      hasMailServer: false,
      backlogCap: 20_000,
      agentLookMs: 150,
      controlTargets: [],
      contactUrl: null,
      tickDays: 30,
      rollupHourDays: 396,
      backupEveryMs: null,
      exportGraceDays: 7,
    },
    setNow: (next) => {
      nowMs = next;
    },
    poked,
    notifications,
    updates,
    wakes: () => wakes,
    dueTimes,
  };
}

export const testKeyRing = parseKeyRing(`test:${randomBytes(32).toString("base64")}`);

const quiet = () => undefined;
