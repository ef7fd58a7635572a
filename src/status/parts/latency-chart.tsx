/** @jsxImportSource preact */
import type { SnapshotComponent } from "#contracts/status-snapshot.ts";
import type { Words } from "../make-words.ts";

type Latency = NonNullable<SnapshotComponent["latency"]>;
type Props = { name: string; latency: Latency; id: string; words: Words };

const HEIGHT = 60;
/** Rows of the table. */
const MOST_ROWS = 24;

/** Median and 95th percentile; the same values stand in a table for whoever does not see the picture. */
export function LatencyChart({ name, latency, id, words }: Props) {
  const { p50Ms, p95Ms, stepMs } = latency;
  const top = Math.max(
    0,
    ...p95Ms.filter((value) => value !== null),
    ...p50Ms.filter((value) => value !== null),
  );
  if (top === 0) return <p class="small">{words.t("latency.none")}</p>;
  const last = p50Ms.findLastIndex((value) => value !== null);
  const label = words.t("latency.label", {
    name,
    p50: words.milliseconds(p50Ms[last] ?? 0),
    p95: words.milliseconds(p95Ms[last] ?? 0),
  });
  const width = Math.max(1, p50Ms.length - 1);
  return (
    <figure class="stack">
      <figcaption class="split small">
        <span>{words.t("latency.title", { hours: Math.round((p50Ms.length * stepMs) / 3_600_000) })}</span>
        <span>
          <Swatch /> {words.t("latency.median")}
          <Swatch kind="p95" /> {words.t("latency.p95")}
        </span>
        <span>{words.milliseconds(top)}</span>
      </figcaption>
      <svg
        class="chart"
        viewBox={`0 0 ${width} ${HEIGHT + 4}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <line x1="0" y1="2" x2={width} y2="2" />
        <line x1="0" y1={HEIGHT + 2} x2={width} y2={HEIGHT + 2} />
        <path class="p95" d={pathOf(p95Ms, top)} />
        <path d={pathOf(p50Ms, top)} />
      </svg>
      <details id={`${id}l`} class="small noprint">
        <summary>{words.t("latency.table")}</summary>
        <ValueTable latency={latency} words={words} />
      </details>
    </figure>
  );
}

function Swatch({ kind }: { kind?: "p95" }) {
  return (
    <svg class="chart swatch" viewBox="0 0 20 8" preserveAspectRatio="none" aria-hidden="true">
      <path class={kind} d="M1 4H19" />
    </svg>
  );
}

function ValueTable({ latency: { fromMs, stepMs, p50Ms, p95Ms }, words }: Pick<Props, "latency" | "words">) {
  const size = Math.max(1, Math.ceil(p50Ms.length / MOST_ROWS));
  const rows = Array.from({ length: Math.ceil(p50Ms.length / size) }, (_, row) => row * size);
  const peak = size > 1 ? ` (${words.t("latency.peak")})` : "";
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.t("latency.from")}</th>
          <th scope="col">
            {words.t("latency.median")}
            {peak}
          </th>
          <th scope="col">
            {words.t("latency.p95")}
            {peak}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((at) => (
          <tr key={at}>
            <td>{words.moment(fromMs + at * stepMs)}</td>
            <td>{highestOf(p50Ms.slice(at, at + size), words)}</td>
            <td>{highestOf(p95Ms.slice(at, at + size), words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function highestOf(values: readonly (number | null)[], words: Words): string {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? "–" : words.milliseconds(Math.max(...known));
}

/** A line that breaks where nothing was measured. */
function pathOf(values: readonly (number | null)[], top: number): string {
  let isOpen = false;
  let path = "";
  values.forEach((value, at) => {
    if (value === null) {
      isOpen = false;
      return;
    }
    const y = Math.round((HEIGHT + 2 - (value / top) * HEIGHT) * 10) / 10;
    // A single value between two gaps is a dot: a line of no length with round ends.
    path += isOpen ? `L${at} ${y}` : `M${at} ${y}h0`;
    isOpen = true;
  });
  return path;
}
