import type { StatusRange } from "#contracts/checks/http.ts";

export type ParsedStatus = { kind: "ranges"; ranges: StatusRange[] } | { kind: "wrong"; message: string };

const PART = /^(\d{3})(?:\s*[-–]\s*(\d{3}))?$/;

/** Reads "200-299, 301"; the message names the part that cannot be read. */
export function parseStatusText(text: string): ParsedStatus {
  const parts = text
    .split(/[,;]|\s(?![-–\s])(?<![-–]\s)/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length === 0) return wrong("Name at least one status, such as 200-299.");

  const ranges: StatusRange[] = [];
  for (const part of parts) {
    const match = PART.exec(part);
    if (match === null) return wrong(`“${part}” is not a status. Write 204 or 200-299.`);
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (from < 100 || to > 599) return wrong(`“${part}” is outside 100 to 599.`);
    if (from > to) return wrong(`“${part}” must start at its lower end.`);
    ranges.push({ from, to });
  }
  return { kind: "ranges", ranges };
}

export function formatStatusText(ranges: readonly StatusRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
}

function wrong(message: string): ParsedStatus {
  return { kind: "wrong", message };
}
