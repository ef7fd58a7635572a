import pg from "pg";

/** Runs one statement on a connection of its own. */
export async function runSql(
  connectionString: string,
  text: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  // A server that goes away while it is idle says so by an event, which would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, values);
    return rows;
  } finally {
    await client.end();
  }
}

export async function canConnect(connectionString: string): Promise<boolean> {
  try {
    await runSql(connectionString, "SELECT 1");
    return true;
  } catch {
    return false;
  }
}
