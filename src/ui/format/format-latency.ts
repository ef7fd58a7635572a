/** Three significant digits with the unit that reads best: "0.42 ms", "4.2 ms", "123 ms", "1.23 s", "12.3 s". */
export function formatLatency(ms: number): string {
  if (ms < 1) return `${ms.toFixed(2)} ms`;
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return ms < 9_995 ? `${(ms / 1000).toFixed(2)} s` : `${(ms / 1000).toFixed(1)} s`;
}

export function formatMicros(us: number): string {
  return formatLatency(us / 1000);
}
