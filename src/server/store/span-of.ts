/** From before the first to after the last moment, for Postgres to plan for the days in between only. */
export function spanOf(atMs: readonly number[]): [fromMs: number, toMs: number] {
  if (atMs.length === 0) return [0, 0];
  return [Math.floor(Math.min(...atMs)) - 1, Math.ceil(Math.max(...atMs)) + 1];
}
