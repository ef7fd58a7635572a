import type { JobStream } from "#contracts/stream.ts";
import { checksKey } from "#contracts/stream-keys.ts";
import type { Sql } from "#server/store/prisma.ts";
import { isMigrated } from "#server/store/system-store.ts";
import { withinTime } from "./within-time.ts";

const WAIT_MS = 3_000;

export type Readiness = {
  ok: boolean;
  checks: { database: boolean; migrations: boolean; stream: boolean };
};

/** Whether this process can serve; says which part does not answer, and nothing else. */
export async function checkReadiness(deps: {
  sql: Sql;
  stream: JobStream;
  now: () => Date;
}): Promise<Readiness> {
  const [migrated, stream] = await Promise.all([
    withinTime(isMigrated(deps.sql, deps.now()), WAIT_MS),
    withinTime(
      deps.stream.length(checksKey("ready")).then(() => true),
      WAIT_MS,
    ),
  ]);
  const checks = { database: migrated !== null, migrations: migrated === true, stream: stream === true };
  return { ok: checks.database && checks.migrations && checks.stream, checks };
}
