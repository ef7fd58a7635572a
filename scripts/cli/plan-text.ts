import type {
  ConfigFieldChange,
  ConfigNotice,
  ConfigOutcome,
  ConfigPlan,
  ConfigStep,
} from "#contracts/config-plan.ts";
import { PART_OF } from "#domain/config/config-entry.ts";
import { paint, printable, say } from "./output.ts";

const SIGN = { create: "+", update: "~", adopt: "=", delete: "-" } as const;
const COLOUR = { create: "green", update: "yellow", adopt: "dim", delete: "red" } as const;
const LONGEST_VALUE = 80;

/** True when something would change. */
export function hasChanges({ steps }: Pick<ConfigPlan, "steps">): boolean {
  return steps.length > 0;
}

export function sayPlan(plan: ConfigPlan): void {
  for (const step of plan.steps) {
    say(paint(COLOUR[step.action], `${SIGN[step.action]} ${placeOf(step)}  ${printable(step.name)}`));
    for (const field of step.fields) say(`    ${fieldText(field, step.drift.includes(field.path))}`);
  }
  sayNotices("Warning", plan.warnings);
  sayNotices("Refused", plan.refusals);
  say(summaryOf(plan));
}

export function sayNotices(word: string, notices: readonly ConfigNotice[]): void {
  for (const { path, message } of notices) {
    const place = path === "" ? "" : `${path}: `;
    say(paint(word === "Refused" ? "red" : "yellow", printable(`${word}: ${place}${message}`)));
  }
}

export function summaryOf({ counts, unchanged, steps }: ConfigPlan): string {
  if (steps.length === 0)
    return `No changes. ${unchanged} ${unchanged === 1 ? "entry is" : "entries are"} as the document says.`;
  const parts = [
    [counts.create, "to create"],
    [counts.update, "to change"],
    [counts.adopt, "to take over"],
    [counts.delete, "to delete"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, verb]) => `${count} ${verb}`);
  return `${said.join(", ")}, ${unchanged} unchanged.`;
}

export function sayOutcomes(outcomes: readonly ConfigOutcome[]): void {
  for (const outcome of outcomes) {
    const { result, message } = outcome;
    const text = `${result.padEnd(7)} ${SIGN[outcome.action]} ${placeOf(outcome)}${message === null ? "" : `: ${message}`}`;
    say(paint(result === "done" ? "green" : "red", printable(text)));
  }
}

function placeOf({ kind, key }: Pick<ConfigStep, "kind" | "key">): string {
  return kind === "workspace" ? "workspace" : `${PART_OF[kind]}.${key}`;
}

function fieldText({ path, from, to }: ConfigFieldChange, isDrift: boolean): string {
  const changed = isDrift ? paint("yellow", "  (changed on screen since the last apply)") : "";
  return `${path}: ${valueText(from)} → ${valueText(to)}${changed}`;
}

function valueText(value: unknown): string {
  if (value === undefined) return "(nothing)";
  if (typeof value === "object" && value !== null && "env" in value) {
    return value.env === "" ? "(set)" : `the value of ${String(value.env)}`;
  }
  const text = printable(JSON.stringify(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
