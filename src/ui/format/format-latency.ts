import { numberFormat } from "./number-format.ts";

/** Three significant digits with the unit that reads best: "0.42 ms", "4.2 ms", "123 ms", "1.23 s", "12.3 s". */
export function formatLatency(ms: number, locale = "en"): string {
  const fixed = (value: number, digits: number) =>
    numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  if (ms < 1) return `${fixed(ms, 2)} ms`;
  if (ms < 10) return `${fixed(ms, 1)} ms`;
  if (ms < 999.5) return `${fixed(ms, 0)} ms`;
  return ms < 9_995 ? `${fixed(ms / 1000, 2)} s` : `${fixed(ms / 1000, 1)} s`;
}
