import type { DatabaseEngine } from "#contracts/checks/database.ts";
import { observe } from "#probes/core/checks/observe.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import type { Dial } from "#probes/core/wire.ts";
import { askMongodb } from "./ask-mongodb.ts";
import { askMysql } from "./ask-mysql.ts";
import { askPostgres } from "./ask-postgres.ts";
import { askRedis } from "./ask-redis.ts";
import type { AskDatabase } from "./database-answer.ts";

const ENGINES: Record<DatabaseEngine, AskDatabase> = {
  postgres: askPostgres,
  mysql: askMysql,
  redis: askRedis,
  mongodb: askMongodb,
};

/** Greets a database server, and with a user name signs in and asks. A refused sign-in is outcome `auth`. */
export function createDatabaseRunner({ dial }: { dial: Dial }): CheckRunner<"database"> {
  return (config) =>
    observe(config, async (run) => {
      const { check } = config;
      const from = performance.now();
      const answer = await ENGINES[check.engine]({ dial, check, run });
      run.ttfbUs = Math.max(0, sinceUs(from) - connectionUs(run.record));
      run.values = { value: answer.value, rowCount: answer.rowCount };
      if (answer.value !== null) run.transcript.received(String(answer.value));
      if (answer.serverVersion !== null) {
        run.findings.push({ key: "serverVersion", value: answer.serverVersion.slice(0, 200) });
      }
      return answer.message;
    });
}

function connectionUs(record: {
  dnsUs: number | null;
  connectUs: number | null;
  tlsUs: number | null;
}): number {
  return (record.dnsUs ?? 0) + (record.connectUs ?? 0) + (record.tlsUs ?? 0);
}
