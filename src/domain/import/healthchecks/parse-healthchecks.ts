import { addMonitor, type Draft, emptyDraft, nameFrom, warn } from "../draft.ts";
import { ImportProblem } from "../import-problem.ts";
import { type Fields, fieldsOf, listOf, numberOf, parseJson, textOf } from "../read-object.ts";
import { type ImportResult, toDocument } from "../to-document.ts";

/** The answer of `GET /api/v3/checks/` of Healthchecks: period or cron, grace and time zone are kept. */
export function parseHealthchecks(text: string): ImportResult {
  const checks = listOf(fieldsOf(parseJson(text, "an answer of Healthchecks' API")).checks);
  if (checks.length === 0) throw new ImportProblem("There are no checks in this answer.");
  const draft = emptyDraft("healthchecks");
  for (const check of checks) add(draft, check);
  return toDocument(draft);
}

const OF_SYSTEMD = /^\w*\s*\*-|^(mon|tue|wed|thu|fri|sat|sun)\b.*\d:\d/i;

function add(draft: Draft, check: Fields): void {
  const slug = textOf(check.slug);
  const id = textOf(check.uuid) || textOf(check.unique_key) || slug;
  const name = nameFrom(textOf(check.name) || slug || id);
  const schedule = textOf(check.schedule);
  if (OF_SYSTEMD.test(schedule)) {
    warn(
      draft,
      name,
      "skipped",
      `Its schedule ${schedule} is one of systemd: write it as a cron expression.`,
    );
    return;
  }
  const made = addMonitor(draft, {
    foreignId: id === "" ? name : id,
    name,
    check: { kind: "heartbeat", timing: timingOf(check), graceSec: numberOf(check.grace) ?? 3600 },
    tags: textOf(check.tags)
      .split(/\s+/)
      .filter((tag) => tag !== ""),
    paused: check.status === "paused",
  });
  if (!made) return;
  warn(draft, name, "mapped", "The job has to call the heartbeat's new address.");
  if (textOf(check.channels) !== "")
    warn(draft, name, "lost", "Its integrations are left out: choose channels.");
}

function timingOf(check: Fields) {
  const expression = textOf(check.schedule);
  if (expression !== "") return { type: "cron" as const, expression, zone: textOf(check.tz) || "UTC" };
  return { type: "period" as const, periodSec: Math.max(10, numberOf(check.timeout) ?? 86_400) };
}
