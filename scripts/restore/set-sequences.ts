import { type ClientBase, escapeIdentifier } from "pg";
import type { SequenceState } from "#scripts/backup/manifest.ts";

/**
 * How many numbers are left out. Probes, Redis and people's bookmarks may know things that were made after the backup: what
 * is made from now on must not be taken for them.
 */
const LEFT_OUT = 10_000;
/** Regions have two bytes for their numbers. */
const LEFT_OUT_SMALL = 100;

export async function setSequences(client: ClientBase, sequences: readonly SequenceState[]): Promise<void> {
  for (const { name, last } of sequences) {
    if (last === null) continue;
    await client.query(
      `SELECT setval($1::text::regclass, least($2::bigint + CASE data_type WHEN 'smallint'::regtype THEN $4::int ELSE $3::int END, max_value - 1))
       FROM pg_sequences WHERE schemaname = current_schema() AND sequencename = $5`,
      [escapeIdentifier(name), last, LEFT_OUT, LEFT_OUT_SMALL, name],
    );
  }
}
