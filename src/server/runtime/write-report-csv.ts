import type { SlaReport } from "#contracts/sla-report.ts";
import { writeCsv } from "./write-csv.ts";

/** One table: the result, then monitors, days and incidents, told apart by the first column. */
export function writeReportCsv(report: SlaReport): string {
  const { objective, period, result } = report;
  const names = new Map(report.monitors.map(({ id, name }) => [id, name]));
  return writeCsv([
    ["part", "name", "from", "to", "percent", "up_ms", "down_ms", "unknown_ms", "maintenance_ms", "note"],
    [
      "result",
      objective.name,
      iso(period.fromMs),
      iso(period.toMs),
      ...figuresOf(result),
      report.method.join(" "),
    ],
    ...report.monitors.map((one) => ["monitor", one.name, "", "", ...figuresOf(one), one.anchor]),
    ...report.days.map((one) => ["day", one.day, "", "", ...figuresOf(one), ""]),
    ...report.exclusions.map((one) => [
      "exclusion",
      one.by,
      iso(one.fromMs),
      iso(one.toMs),
      ...["", "", "", "", ""],
      one.reason,
    ]),
    ...report.incidents.map((one) => [
      "incident",
      names.get(one.monitor) ?? "",
      iso(one.openedAtMs),
      one.closedAtMs === null ? "" : iso(one.closedAtMs),
      ...["", "", one.durationMs, "", ""],
      `${one.causeClass}: ${one.cause}`,
    ]),
    ["digest", report.digest, ...Array.from({ length: 8 }, () => "")],
  ]);
}

type Figures = Pick<SlaReport["result"], "percent" | "upMs" | "downMs" | "unknownMs" | "maintenanceMs">;

function figuresOf({ percent, upMs, downMs, unknownMs, maintenanceMs }: Figures) {
  return [percent ?? "", upMs, downMs, unknownMs, maintenanceMs];
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
