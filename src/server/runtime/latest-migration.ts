/** The last migration that this build knows, written in when it was built; null where nothing was built, as in tests. */
export function latestMigration(): string | null {
  return process.env.UPTICK_LATEST_MIGRATION ?? null;
}
