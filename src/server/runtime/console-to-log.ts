import { format } from "node:util";
import type { Logger } from "./log.ts";

const LEVELS = {
  debug: "debug",
  log: "info",
  info: "info",
  warn: "warn",
  error: "error",
  trace: "debug",
} as const;

/** What Next and packages print becomes lines of the log too: one JSON object each, masked, with the request's id. */
export function consoleToLog(log: Logger, target: Pick<Console, keyof typeof LEVELS> = console): void {
  for (const [method, level] of Object.entries(LEVELS)) {
    target[method as keyof typeof LEVELS] = (...values: unknown[]) => {
      const text = format(...values).trim();
      if (text !== "") log[level]({ from: "console" }, text);
    };
  }
}
