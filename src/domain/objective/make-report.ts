import type { SlaReport } from "#contracts/sla-report.ts";
import { canonicalJson } from "./canonical-json.ts";
import { deriveReport, type ReportFacts } from "./derive-report.ts";
import type { Sha256 } from "./verify-report.ts";

type Made = {
  facts: ReportFacts & Pick<SlaReport, "incidents"> & { names: ReadonlyMap<string, string> };
  id: string;
  madeAtMs: number;
  madeBy: string;
};

/** The document of a month, with its digest. */
export async function makeReport({ facts, ...head }: Made, sha256: Sha256): Promise<SlaReport> {
  const { objective, period, exclusions, chains, incidents, names } = facts;
  const { anchorText, monitors, method, counted, result, days } = deriveReport(facts);
  const sealed: Omit<SlaReport, "digest"> = {
    kind: "uptick.sla-report",
    version: 1,
    ...head,
    objective,
    period,
    method,
    exclusions,
    counted,
    result,
    monitors: monitors.map((monitor) => ({ ...monitor, name: names.get(monitor.id) ?? "" })),
    days,
    incidents,
    chains,
    anchor: await sha256(anchorText),
  };
  return { ...sealed, digest: await sha256(canonicalJson(sealed)) };
}
