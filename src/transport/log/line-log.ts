import { createRedactor } from "./redact-text.ts";

export type LineLevel = "debug" | "info" | "warn" | "error";
export type LineLog = (level: LineLevel, message: string, fields?: Record<string, unknown>) => void;

const RANKS = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

export type LineLogOptions = {
  /** Which part of Uptick writes, such as `probe`. */
  role: string;
  version: string;
  least: LineLevel | "silent";
  /** Masked wherever they stand, beside what is masked by its looks. */
  secrets: readonly string[];
  write: (line: string) => void;
};

/** One JSON object a line, with the fields of the app's own log; for processes that are one file without packages. */
export function createLineLog({ role, version, least, secrets, write }: LineLogOptions): LineLog {
  const redact = createRedactor(secrets);
  return (level, msg, fields) => {
    if (RANKS[level] < RANKS[least]) return;
    const time = new Date().toISOString();
    write(`${redact(JSON.stringify({ level, time, service: "uptick", role, version, ...fields, msg }))}\n`);
  };
}
