import { LaunchError } from "./launch-error.ts";
import { runSql } from "./postgres-query.ts";

const REASONS: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up",
  ETIMEDOUT: "no answer",
  "28P01": "the password is wrong",
  "28000": "the user is not allowed in",
  "3D000": "the database does not exist",
  "53300": "too many connections",
};

/** Throws a LaunchError that says why a DATABASE_URL cannot be used. */
export async function checkDatabase(url: string): Promise<void> {
  const version = await getServerVersion(url);
  if (version >= 150_000) return;
  throw new LaunchError(
    `DATABASE_URL is Postgres ${Math.floor(version / 10_000)}; Uptick needs 15 or newer. Use another server, or unset it.`,
  );
}

async function getServerVersion(url: string): Promise<number> {
  try {
    const [row] = await runSql(url, "SELECT current_setting('server_version_num')::int AS version");
    return Number(row?.version);
  } catch (error) {
    throw new LaunchError(
      `The database at ${withoutPassword(url)} cannot be used: ${explain(error)}. Correct DATABASE_URL, or unset it for a private Postgres.`,
    );
  }
}

function explain(error: unknown): string {
  // Node reports a name with several addresses as one error that holds the others.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return String(first);
  const code = "code" in first ? String(first.code) : "";
  return REASONS[code] ?? first.message.split("\n")[0] ?? "unknown reason";
}

function withoutPassword(text: string): string {
  const url = new URL(text);
  url.password = "";
  url.search = "";
  return url.href;
}
