export const RANGES = [
  { value: "1", label: "1 h" },
  { value: "3", label: "3 h" },
  { value: "24", label: "24 h" },
  { value: "168", label: "7 d" },
] as const;
export type Range = (typeof RANGES)[number]["value"];

export function readRange(text: string | null | undefined): Range {
  return RANGES.find((range) => range.value === text)?.value ?? "1";
}

/** Same in the server's prefetch and in the browser. */
export const TICKS_LIMIT = 25;
export const GAP_HOURS = 24;
