/** One line of the report: a goal of the project, what was measured, and the limit measured in the same run. */
export type Row = {
  id: string;
  measure: string;
  goal: string;
  measured: string;
  /** measured ÷ limit; null where a limit has no meaning. */
  ratio: number | null;
  limit: string;
  met: boolean;
  detail: unknown;
};

export function formatTable(rows: readonly Row[]): string {
  const head = ["", "measure", "goal", "measured", "limit here", "ratio", "met"];
  const lines = rows.map((row) => [
    row.id,
    row.measure,
    row.goal,
    row.measured,
    row.limit,
    row.ratio === null ? "" : row.ratio.toFixed(2),
    row.met ? "yes" : "NO",
  ]);
  const widths = head.map((text, at) =>
    Math.max(text.length, ...lines.map((line) => (line[at] ?? "").length)),
  );
  const format = (line: string[]) =>
    line
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd();
  return [format(head), widths.map((width) => "-".repeat(width)).join("  "), ...lines.map(format)].join("\n");
}
