import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { DEFAULT_TLS, Host, IpFamily, Port, SecretReference, TlsOptions } from "./check-fields.ts";
import { findQueryProblem } from "./database-query.ts";

export const DatabaseEngine = z.enum(["postgres", "mysql", "redis", "mongodb"]);
export type DatabaseEngine = z.infer<typeof DatabaseEngine>;
export const PORT_OF_ENGINE: Record<DatabaseEngine, number> = {
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
  mongodb: 27_017,
};

/**
 * Without a user name and a query the server only has to greet as its wire protocol rules. `value` in assertions is the
 * first column of the first row.
 */
export const DatabaseCheck = z
  .strictObject({
    kind: z.literal("database"),
    engine: DatabaseEngine,
    host: Host,
    port: Port,
    ipFamily: IpFamily.default("any"),
    secure: z.boolean().default(false),
    tls: TlsOptions.default(DEFAULT_TLS),
    database: z.string().max(128).default(""),
    username: z.string().max(128).default(""),
    password: SecretReference.nullable().default(null),
    /** SQL; a Redis command; or a MongoDB command as JSON. One that only reads. */
    query: z.string().trim().max(4000).nullable().default(null),
    assertions: assertionsOf("database"),
  })
  .superRefine(({ engine, username, query }, context) => {
    if (query === null) return;
    if (username === "" && (engine === "postgres" || engine === "mysql")) {
      context.addIssue({
        code: "custom",
        path: ["username"],
        message: "A query needs a user who may only read.",
      });
    }
    const problem = findQueryProblem(engine, query);
    if (problem !== null) context.addIssue({ code: "custom", path: ["query"], message: problem });
  });
export type DatabaseCheck = z.infer<typeof DatabaseCheck>;
