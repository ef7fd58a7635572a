import { type Logger as PinoLogger, pino } from "pino";
import { env } from "#env";

export type Logger = Pick<PinoLogger, "debug" | "info" | "warn" | "error">;

let logger: PinoLogger | undefined;

/** The app's JSON log, made at the first call: a build needs no environment. */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: { app: "uptick" },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["*.password", "*.token", "*.authorization", "*.cookie", "*.secret"],
  });
  return logger;
}
