import { DayRecord, type ReportChain, SlaReport } from "#contracts/sla-report.ts";
import { canonicalJson } from "./canonical-json.ts";
import { DAY_MS, dayStartOf, sumDay, writeDay } from "./day-record.ts";
import { daysOf, deriveReport, listUtcDays, NO_LINK } from "./derive-report.ts";
import { monthWindow } from "./objective-window.ts";

/** SHA-256 of a text in UTF-8, in hex: Node's and the browser's are given by whoever calls. */
export type Sha256 = (text: string) => Promise<string>;

export const FINDINGS = [
  "not_json",
  "not_a_report",
  "digest",
  "link_hash",
  "link_order",
  "link_form",
  "day_missing",
  "day_sum",
  "period",
  "counted",
  "method",
  "result",
  "monitors",
  "days",
  "incidents",
  "anchor",
] as const;
/** `where`: the monitor and day, or the field; empty where it is about the whole. */
export type Finding = { code: (typeof FINDINGS)[number]; where: string };
export type Verification = {
  findings: Finding[];
  /** Null where the file cannot be read as a report at all. */
  report: SlaReport | null;
  /** Sealed links that were checked, and days that were not over and are not sealed. */
  links: number;
  unsealed: number;
};

/** Computes everything again that follows from the sealed days, and checks each seal. Needs the file alone. */
export async function verifyReport(text: string, sha256: Sha256): Promise<Verification> {
  const read = readReport(text);
  if ("code" in read) return { findings: [read], report: null, links: 0, unsealed: 0 };
  const findings: Finding[] = [];
  const { digest, ...sealed } = read;
  if ((await sha256(canonicalJson(sealed))) !== digest) findings.push({ code: "digest", where: "" });
  for (const chain of read.chains) findings.push(...(await checkChain(chain, sha256)));
  findings.push(...checkPeriod(read));
  if (findings.every(({ code }) => code !== "link_form"))
    findings.push(...(await checkFigures(read, sha256)));
  return {
    findings,
    report: read,
    links: read.chains.reduce((sum, { links }) => sum + links.length, 0),
    unsealed: read.chains.reduce((sum, { open }) => sum + open.length, 0),
  };
}

function readReport(text: string): SlaReport | Finding {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What is no JSON is a finding, like all else.
    return { code: "not_json", where: "" };
  }
  const parsed = SlaReport.safeParse(value);
  if (parsed.success) return parsed.data;
  return { code: "not_a_report", where: parsed.error.issues[0]?.path.join(".") ?? "" };
}

async function checkChain(chain: ReportChain, sha256: Sha256): Promise<Finding[]> {
  const findings: Finding[] = [];
  let { previous } = chain;
  let seq = (chain.links[0]?.seq ?? 1) - 1;
  if (chain.links.length > 0 && (seq === 0) !== (previous === NO_LINK)) {
    findings.push({ code: "link_order", where: chain.monitor });
  }
  for (const link of chain.links) {
    const where = `${chain.monitor} ${link.seq}`;
    if ((await sha256(`${previous}\n${link.body}`)) !== link.hash)
      findings.push({ code: "link_hash", where });
    if (link.seq !== seq + 1) findings.push({ code: "link_order", where });
    findings.push(...checkBody(link.body, { monitor: chain.monitor, seq: link.seq }));
    previous = link.hash;
    seq = link.seq;
  }
  for (const body of chain.open) findings.push(...checkBody(body, { monitor: chain.monitor, seq: 0 }));
  return findings;
}

function checkBody(body: string, place: { monitor: string; seq: number }): Finding[] {
  const where = `${place.monitor} ${place.seq}`;
  const record = readDay(body);
  if (record === null) return [{ code: "link_form", where }];
  const { monitor, seq, states } = record;
  const isOrdered = states.every(([at], index) =>
    index === 0 ? at === 0 : at > (states[index - 1]?.[0] ?? 0),
  );
  const fits = monitor === place.monitor && seq === place.seq && isOrdered && writeDay(record) === body;
  if (!fits) return [{ code: "link_form", where }];
  return canonicalJson(sumDay(record)) === canonicalJson(record.ms) ? [] : [{ code: "day_sum", where }];
}

function readDay(body: string): DayRecord | null {
  try {
    return DayRecord.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

/** The month by its own clocks; an unfinished one ends when the report was made, at the latest. */
function checkPeriod({ period, objective, madeAtMs, exclusions, incidents }: SlaReport): Finding[] {
  const findings: Finding[] = [];
  const month = monthWindow(period.month, objective.zone);
  if (
    period.fromMs !== month.fromMs ||
    period.toMs !== Math.max(month.fromMs, Math.min(month.toMs, madeAtMs))
  ) {
    findings.push({ code: "period", where: period.month });
  }
  for (const { fromMs, toMs, reason } of exclusions) {
    if (fromMs >= toMs) findings.push({ code: "counted", where: reason });
  }
  for (const incident of incidents) {
    const endMs = incident.closedAtMs ?? madeAtMs;
    if (incident.durationMs !== Math.max(0, endMs - incident.openedAtMs)) {
      findings.push({ code: "incidents", where: incident.id });
    }
  }
  return findings;
}

async function checkFigures(report: SlaReport, sha256: Sha256): Promise<Finding[]> {
  const findings = checkDays(report);
  const derived = deriveReport(report);
  for (const field of ["counted", "method", "result", "days"] as const) {
    if (canonicalJson(derived[field]) !== canonicalJson(report[field]))
      findings.push({ code: field, where: field });
  }
  const named = report.monitors.map(({ name: _, ...figures }) => figures);
  if (canonicalJson(named) !== canonicalJson(derived.monitors)) {
    findings.push({ code: "monitors", where: "monitors" });
  }
  if ((await sha256(derived.anchorText)) !== report.anchor)
    findings.push({ code: "anchor", where: "anchor" });
  return findings;
}

/** Days may only be missing before a chain begins. */
function checkDays({ chains, period }: SlaReport): Finding[] {
  return chains.flatMap((chain) => {
    const days = new Set(daysOf(chain, period).map((record) => dayStartOf(record)));
    const begins =
      chain.previous === NO_LINK ? Math.min(...days, Number.POSITIVE_INFINITY) : period.fromMs - DAY_MS;
    return listUtcDays(period)
      .filter((dayMs) => dayMs >= begins && !days.has(dayMs))
      .map((dayMs): Finding => {
        const day = new Date(dayMs).toISOString().slice(0, 10);
        return { code: "day_missing", where: `${chain.monitor} ${day}` };
      });
  });
}
