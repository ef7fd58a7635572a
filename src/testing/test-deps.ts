import { uuidv7 } from "uuidv7";
import type { JobStream } from "#contracts/stream.ts";
import type { Deps } from "#server/runtime/deps.ts";
import type { TestDatabase } from "./test-database.ts";

export type TestDeps = Deps & {
  /** Sets the clock that the stages see. */
  setNow: (nowMs: number) => void;
  poked: string[];
};

/** Real Postgres, the given stream, a clock that moves only by `setNow` and by sleeping. */
export function createTestDeps(database: TestDatabase, stream: JobStream, startMs: number): TestDeps {
  let nowMs = startMs;
  const poked: string[] = [];
  return {
    pool: database.pool,
    stream,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    clock: () => nowMs,
    sleep: async (durationMs) => {
      nowMs += durationMs;
    },
    newId: uuidv7,
    poke: async (url) => {
      poked.push(url);
    },
    settings: { backlogCap: 20_000, controlTargets: [], tickDays: 30, rollupHourDays: 396 },
    setNow: (next) => {
      nowMs = next;
    },
    poked,
  };
}

const quiet = () => undefined;
