import { setTimeout as sleep } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import type { JobStream } from "#contracts/stream.ts";
import { env } from "#env";
import { type Pool, pool } from "#server/store/prisma.ts";
import { serverStream } from "#server/stream/server-stream.ts";
import { type Logger, log } from "./log.ts";
import { pokeProbe } from "./poke-probe.ts";

/** What every stage is given: the outside world and the settings, so that a test can bring its own. */
export type Deps = {
  pool: Pool;
  stream: JobStream;
  log: Logger;
  /** Epoch ms. */
  clock: () => number;
  sleep: (durationMs: number) => Promise<void>;
  newId: () => string;
  /** Asks a probe that is a function to run; never rejects. */
  poke: (url: string) => Promise<void>;
  settings: Settings;
};

export type Settings = {
  backlogCap: number;
  controlTargets: readonly string[];
  tickDays: number;
  rollupHourDays: number;
};

let composed: Deps | undefined;

/** The composition root of the server. */
export function serverDeps(): Deps {
  composed ??= {
    pool: pool(),
    stream: serverStream(),
    log: log(),
    clock: Date.now,
    sleep: (durationMs) => sleep(durationMs),
    newId: uuidv7,
    poke: (url) => pokeProbe({ log: log(), secret: env().CRON_SECRET }, url),
    settings: readSettings(),
  };
  return composed;
}

function readSettings(): Settings {
  const { UPTICK_BACKLOG_CAP, UPTICK_CONTROL_TARGETS, UPTICK_TICK_DAYS, UPTICK_ROLLUP_HOUR_DAYS } = env();
  return {
    backlogCap: UPTICK_BACKLOG_CAP,
    controlTargets: UPTICK_CONTROL_TARGETS.split(",")
      .map((url) => url.trim())
      .filter((url) => url !== ""),
    tickDays: UPTICK_TICK_DAYS,
    rollupHourDays: UPTICK_ROLLUP_HOUR_DAYS,
  };
}
