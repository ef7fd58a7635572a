const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Two digits that count, more where they are whole: 51,840,000 is 52 million. */
export function inWords(value: number): string {
  if (value >= 1e9) return `${rounded(value / 1e9)} billion`;
  if (value >= 1e6) return `${rounded(value / 1e6)} million`;
  return rounded(value);
}

/** Decimal units, as disks are sold. */
export function inBytes(value: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(value) / 3)));
  return `${rounded(value / 1000 ** power)} ${UNITS[power]}`;
}

export function inBits(value: number): string {
  return value >= 1e9 ? `${rounded(value / 1e9)} Gbit/s` : `${rounded(value / 1e6)} Mbit/s`;
}

export function inDollars(value: number): string {
  return `$${rounded(value)}`;
}

export function rounded(value: number): string {
  return Number(value.toPrecision(value >= 100 ? 3 : 2)).toLocaleString("en-US", {
    maximumFractionDigits: 4,
  });
}

/** A Markdown table: a row's name, then its value for each column. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map((_, place) => (place === 0 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
