import pg from "pg";
import { BackupError } from "./backup-error.ts";

/** Texts mean the same in every installation, and no limit of the role ends a statement that takes long. */
const SESSION = [
  "SET datestyle = 'ISO, YMD'",
  "SET intervalstyle = 'postgres'",
  "SET timezone = 'UTC'",
  "SET client_encoding = 'UTF8'",
  "SET bytea_output = 'hex'",
  "SET extra_float_digits = 1",
  "SET synchronize_seqscans = off",
  "SET statement_timeout = 0",
  "SET idle_in_transaction_session_timeout = 0",
  "SET lock_timeout = '30s'",
].join("; ");

/** One connection without a pooler's tricks; backup and restore need a session. */
export async function openClient(url: string, searchPath?: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "uptick-backup",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A server that goes away between two statements says so by an event; the next statement fails.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackupError("failed", `The database cannot be reached: ${reason}`, { cause: error });
  }
  await client.query(SESSION);
  if (searchPath !== undefined) await client.query(`SET search_path = ${pg.escapeIdentifier(searchPath)}`);
  return client;
}
