import type { Restored } from "./restore-database.ts";

/** Which keys the backup's secrets were sealed with that are not set here. */
export function findMissingKeys(summary: { encryptionKeyIds: string[] }, known: readonly string[]): string[] {
  return summary.encryptionKeyIds.filter((id) => !known.includes(id));
}

/** What whoever restored has to know, in sentences. */
export function describeRestore(
  { summary, migrated, replaced, forgotten }: Restored,
  { missingKeys, now }: { missingKeys: string[]; now: Date },
): string[] {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(summary.createdAt)) / 60_000));
  const lines = [
    `Restored ${summary.rows.toLocaleString("en")} rows of ${summary.createdAt}${replaced ? ", in the place of what was there" : ""}.`,
    migrated.length === 0
      ? "The schema is the one of this Uptick."
      : `The schema was brought forward by ${migrated.length}: ${migrated.join(", ")}.`,
    `The ${minutes} minutes since then are lost: their checks, and whatever people changed. When Uptick runs, the schedule goes on from now, and the time in between is written down as one outage of Uptick: coverage shows it, uptime does not count it.`,
    "Keys, tokens, members and people that were removed since then are back. Go through them.",
  ];
  if (forgotten.sessions > 0) lines.push(`${forgotten.sessions} session(s) ended: people sign in again.`);
  if (forgotten.deliveries > 0) {
    lines.push(
      `${forgotten.deliveries} message(s) were waiting then and are sent now; some may have been sent before.`,
    );
  }
  if (missingKeys.length > 0) {
    lines.push(
      `UPTICK_ENCRYPTION_KEYS lacks ${missingKeys.join(", ")}: secrets of channels and checks that were sealed with it cannot be opened.`,
    );
  }
  return lines;
}
