import type { Finding } from "./verify-report.ts";

const SENTENCES: Record<Finding["code"], string> = {
  not_json: "The file is no JSON.",
  not_a_report: "The file is no report of Uptick",
  digest: "The digest does not fit: something in the file was changed after it was made.",
  link_hash: "A sealed day was changed: its hash does not fit",
  link_order: "A link of a chain is missing, or is not in its place",
  link_form: "A day is not written as days are written",
  day_missing: "A day is missing",
  day_sum: "The sums of a day do not fit its states",
  period: "The period is not that month in that time zone",
  counted: "The counted time does not follow from hours and exclusions",
  method: "The method in words is not that of the figures.",
  result: "The result does not follow from the days.",
  monitors: "The figures of the monitors do not follow from the days.",
  days: "The figures of the days do not follow from the sealed days.",
  incidents: "An incident's length is not the time between its moments",
  anchor: "The anchor is not that of these chains.",
};

/** A sentence for whoever reads a terminal. */
export function sayFinding({ code, where }: Finding): string {
  const sentence = SENTENCES[code];
  if (sentence.endsWith(".")) return sentence;
  return where === "" ? `${sentence}.` : `${sentence}: ${where}.`;
}
