/** One line that a table can hold and that markdown does not read as anything else. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]|<>#]/g, "\\$&");
}

/** UTC, to the second. */
export function momentOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

/** Exact to the second: "1 d 2 h 3 min 4 s". */
export function durationOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor((seconds % 86_400) / 3_600), "h"],
    [Math.floor((seconds % 3_600) / 60), "min"],
    [seconds % 60, "s"],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return shown.length === 0 ? "0 s" : shown.join(" ");
}
