import type { Client, Connection } from "pg";

const ROWS_PER_COPY = 1000;

/** COPY of tick rows into a bare table: the fastest that Postgres takes rows in, though not idempotent. */
export async function copyTicks(client: Client, rows: number): Promise<void> {
  await client.query("DROP TABLE IF EXISTS bench_tick");
  await client.query("CREATE TABLE bench_tick (LIKE tick INCLUDING ALL)");
  const baseMs = Date.now();
  for (let from = 0; from < rows; from += ROWS_PER_COPY) {
    const lines: string[] = [];
    for (let at = from; at < Math.min(rows, from + ROWS_PER_COPY); at += 1) lines.push(lineOf(at, baseMs));
    await copyText(client, lines.join(""));
  }
  await client.query("DROP TABLE bench_tick");
}

function lineOf(at: number, baseMs: number): string {
  const scheduledAt = new Date(baseMs + at).toISOString();
  return `${scheduledAt}\t${1 + (at % 5000)}\t1500\t100\t200\t\\N\t700\t500\t120\t1\t1\t200\t0\t0\tt\n`;
}

const COPY_SQL = `COPY bench_tick (scheduled_at, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us,
  bytes, late_ms, region_id, status, outcome, origin, vote) FROM STDIN`;

/** pg runs any object that answers to the messages of its protocol; COPY needs only these. */
function copyText(client: Client, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query({
      submit: (connection: Connection) => void connection.query(COPY_SQL),
      handleCopyInResponse: (connection: CopyConnection) => {
        connection.sendCopyFromChunk(Buffer.from(text));
        connection.endCopyFrom();
      },
      handleCommandComplete: ignore,
      handleReadyForQuery: () => resolve(),
      handleError: (error: Error) => reject(error),
    });
  });
}

type CopyConnection = { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

/** The row count of the command is not needed. */
function ignore(): null {
  return null;
}
