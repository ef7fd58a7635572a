const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What the units of a duration are called. */
export type DurationWords = { second: string; minute: string; hour: string; day: string };

const ENGLISH: DurationWords = { second: "s", minute: "min", hour: "h", day: "d" };

/** Two units at most, rounded down: "45 s", "3 min", "2 h 5 min", "3 d 4 h". */
export function formatDuration(durationMs: number, words = ENGLISH): string {
  const ms = Math.max(0, durationMs);
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} ${words.second}`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} ${words.minute}`;
  if (ms < DAY) return twoUnits(ms, { size: HOUR, name: words.hour }, { size: MINUTE, name: words.minute });
  return twoUnits(ms, { size: DAY, name: words.day }, { size: HOUR, name: words.hour });
}

/** Exact, for settings: 90 is "90 s", 120 is "2 min", 86400 is "24 h". */
export function formatInterval(seconds: number, words = ENGLISH): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} ${words.hour}`;
  if (seconds % 60 === 0) return `${seconds / 60} ${words.minute}`;
  return `${seconds} ${words.second}`;
}

/** A clock that is slightly ahead of ours must not give a negative age. */
export function isJustNow(at: number, now: number): boolean {
  return now - at < SECOND;
}

type Unit = { size: number; name: string };

function twoUnits(ms: number, large: Unit, small: Unit): string {
  const rest = Math.floor((ms % large.size) / small.size);
  const head = `${Math.floor(ms / large.size)} ${large.name}`;
  return rest === 0 ? head : `${head} ${rest} ${small.name}`;
}
