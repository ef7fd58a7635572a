import type { DatabaseCheck } from "#contracts/checks/database.ts";
import type { CheckRun } from "#probes/core/checks/check-run.ts";
import { Fault, timedOut } from "#probes/core/fault.ts";
import type { Dial, Wire } from "#probes/core/wire.ts";

/** Of all that a server sends in one check. */
const MOST_BYTES = 1024 * 1024;

/** `value` is the first column of the first row; both are null when nothing was asked. */
export type DatabaseAnswer = {
  message: string;
  value: string | number | null;
  rowCount: number | null;
  serverVersion: string | null;
};

export type DatabaseTalk = { dial: Dial; check: DatabaseCheck; run: CheckRun };

/** Rejects with a Fault; closes what it opens. */
export type AskDatabase = (talk: DatabaseTalk) => Promise<DatabaseAnswer>;

/** Drivers keep all rows of an answer, so a larger one is cut off where it comes in. */
export function cappedWire(wire: Wire, run: CheckRun): Wire {
  return {
    ...{ write: (bytes) => wire.write(bytes), startTls: (options) => wire.startTls(options) },
    close: () => wire.close(),
    read: async () => {
      const chunk = await wire.read();
      run.bytes += chunk?.length ?? 0;
      if (run.bytes <= MOST_BYTES) return chunk;
      wire.close();
      throw new Fault("assertion", "The answer is larger than 1 MB: let the query ask for less.");
    },
  };
}

/** The connection of a check, plain: each engine agrees on TLS in its own way. */
export async function openWire({ dial, check, run }: DatabaseTalk, tls: "first" | "later"): Promise<Wire> {
  const { host, port, ipFamily } = check;
  const target = { host, port, ipFamily, tls: check.secure && tls === "first" ? check.tls : null };
  return cappedWire(await dial(target, run.record, run.deadline), run);
}

/** A driver that waits for more than comes must not outlive the check. */
export function untilDeadline<Result>(
  { run }: DatabaseTalk,
  wire: Wire,
  work: Promise<Result>,
): Promise<Result> {
  return new Promise((done, fail) => {
    run.deadline.during(() => {
      fail(timedOut("exchange"));
      wire.close();
    });
    work.then(done, fail);
  });
}

export function plainValue(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value);
}

export function answered({ check }: DatabaseTalk, found: Omit<DatabaseAnswer, "message">): DatabaseAnswer {
  const rows = found.rowCount === 1 ? "1 row" : `${found.rowCount} rows`;
  return {
    ...found,
    message: check.query === null ? "It accepted the user." : `The query answered with ${rows}.`,
  };
}
