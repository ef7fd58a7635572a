/** One line on a terminal that is written over, or a JSON line for programs: always on the given stream. */
export type Progress = {
  event: (name: string, facts: Record<string, unknown>) => void;
  /** At most once a second, whatever it is called. */
  tick: (facts: { done: number; total: number; rows: number; bytes: number; now: string }) => void;
};

type Output = { write: (text: string) => unknown; isTTY?: boolean | undefined };

const EVERY_MS = 1_000;

export function createProgress(options: { json: boolean; output: Output; clock: () => number }): Progress {
  const { json, output, clock } = options;
  const startedMs = clock();
  let shownMs = startedMs;
  const put = (text: string) => output.write(output.isTTY && !json ? `\r\u001B[K${text}` : text);
  return {
    event: (name, facts) => {
      if (json) output.write(`${JSON.stringify({ event: name, ...facts })}\n`);
      else put(`${describe(name, facts)}\n`);
    },
    tick: (facts) => {
      if (clock() - shownMs < EVERY_MS) return;
      shownMs = clock();
      const seconds = (shownMs - startedMs) / 1_000;
      const percent = facts.total === 0 ? 100 : Math.min(99, Math.floor((100 * facts.done) / facts.total));
      if (json) output.write(`${JSON.stringify({ event: "progress", percent, seconds, ...facts })}\n`);
      else if (output.isTTY) {
        const rate = `${megabytes(facts.bytes / Math.max(seconds, 1))}/s`;
        put(
          `${percent} %  ${facts.rows.toLocaleString("en")} rows  ${megabytes(facts.bytes)}  ${rate}  ${facts.now}`,
        );
      }
    },
  };
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function describe(name: string, facts: Record<string, unknown>): string {
  if (typeof facts.text === "string") return facts.text;
  return `${name}: ${Object.entries(facts)
    .map(([key, value]) => `${key} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(", ")}`;
}
