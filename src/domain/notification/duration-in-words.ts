const UNITS = [
  { name: "d", ms: 86_400_000 },
  { name: "h", ms: 3_600_000 },
  { name: "min", ms: 60_000 },
  { name: "s", ms: 1_000 },
];

/** Its largest unit and the next, rounded down: "42 s", "4 min 12 s", "2 h". */
export function durationInWords(durationMs: number): string {
  const largest = UNITS.findIndex((unit) => durationMs >= unit.ms);
  if (largest === -1) return "less than 1 s";
  const parts: string[] = [];
  let rest = durationMs;
  for (const unit of UNITS.slice(largest, largest + 2)) {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    if (count > 0) parts.push(`${count} ${unit.name}`);
  }
  return parts.join(" ");
}
