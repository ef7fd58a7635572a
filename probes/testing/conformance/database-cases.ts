import { DatabaseCheck } from "#contracts/checks/database.ts";
import { configWith } from "../check-config.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { type NodeWorld, sightOf } from "./node-world.ts";

/** On the Postgres that the tests have; it speaks no TLS. */
export function listDatabaseCases({ runners }: NodeWorld, url: URL): ConformanceCase[] {
  const login = { username: url.username, database: url.pathname.slice(1) };
  const base = { kind: "database", engine: "postgres", host: url.hostname, port: Number(url.port), ...login };
  return [
    {
      kind: "database",
      place: "node",
      truths: {
        value: { holds: ["equals", "7"], fails: ["greater", "7"] },
        rowCount: { holds: ["equals", "2"], fails: ["less", "2"] },
      },
      run: async (assertions) => {
        const check = DatabaseCheck.parse({ ...base, query: "VALUES (7), (8)", assertions });
        // The password stands for a secret that has been filled in.
        return sightOf(await runners.database(configWith({ ...check, password: url.password }, 5000)));
      },
    },
  ];
}
