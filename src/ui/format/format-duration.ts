const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Two units at most, rounded down: "45 s", "3 min", "2 h 5 min", "3 d 4 h". */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return twoUnits(ms, { size: HOUR, name: "h" }, { size: MINUTE, name: "min" });
  return twoUnits(ms, { size: DAY, name: "d" }, { size: HOUR, name: "h" });
}

/** Exact, for settings: 90 is "90 s", 120 is "2 min", 86400 is "24 h". */
export function formatInterval(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  if (seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds} s`;
}

/** A clock that is slightly ahead of ours must not give a negative age. */
export function formatAgo(at: number, now: number): string {
  return now - at < SECOND ? "just now" : `${formatDuration(now - at)} ago`;
}

type Unit = { size: number; name: string };

function twoUnits(ms: number, large: Unit, small: Unit): string {
  const rest = Math.floor((ms % large.size) / small.size);
  const head = `${Math.floor(ms / large.size)} ${large.name}`;
  return rest === 0 ? head : `${head} ${rest} ${small.name}`;
}
