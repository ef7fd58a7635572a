import type { LatencySeries } from "#contracts/latency.ts";
import { formatLatency } from "#ui/format/format-latency.ts";
import { summarizeLatency } from "./summarize-latency.ts";

type LatencyTableProps = { data: LatencySeries; nameOf: (region: string) => string };

/** What the chart shows, for those who cannot see it. */
export function LatencyTable({ data, nameOf }: LatencyTableProps) {
  return (
    // A table ignores the width of one pixel that hides it, so a block around it does.
    <div className="sr-only">
      <table>
        <caption>Latency per region</caption>
        <thead>
          <tr>
            <th scope="col">Region</th>
            <th scope="col">Lowest median</th>
            <th scope="col">Highest p95</th>
            <th scope="col">Slowest check</th>
            <th scope="col">Good checks</th>
            <th scope="col">Failed checks</th>
          </tr>
        </thead>
        <tbody>
          {summarizeLatency(data).map((row) => (
            <tr key={row.region}>
              <th scope="row">{nameOf(row.region)}</th>
              <td>{shown(row.lowestMedianMs)}</td>
              <td>{shown(row.highestP95Ms)}</td>
              <td>{shown(row.maxMs)}</td>
              <td>{row.ok}</td>
              <td>{row.failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shown(ms: number | null): string {
  return ms === null ? "none" : formatLatency(ms);
}
