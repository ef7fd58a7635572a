/** How a window repeats, as most people choose it; everything else is a rule of its own. */
export type RepeatKind = "daily" | "weekly" | "monthly-day" | "monthly-weekday" | "custom";
export type RuleChoice = { kind: RepeatKind; days: string[]; custom: string };

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** The rule that a choice means; monthly ones take their day from the start. */
export function ruleOfChoice({ kind, days, custom }: RuleChoice, startsLocal: string): string {
  if (kind === "custom") return custom;
  if (kind === "daily") return "FREQ=DAILY";
  if (kind === "weekly") {
    const chosen = DAYS.filter((day) => days.includes(day));
    return chosen.length === 0 ? "FREQ=WEEKLY" : `FREQ=WEEKLY;BYDAY=${chosen.join(",")}`;
  }
  const day = Number(startsLocal.slice(8, 10));
  if (kind === "monthly-day") return day === 0 ? "FREQ=MONTHLY" : `FREQ=MONTHLY;BYMONTHDAY=${day}`;
  return `FREQ=MONTHLY;BYDAY=${nthWeekdayOf(startsLocal)}`;
}

/** The other way round: a rule that no choice makes is custom. */
export function choiceOfRule(rule: string, startsLocal: string): RuleChoice {
  const days = /^FREQ=WEEKLY(?:;BYDAY=((?:[A-Z]{2},?)+))?$/.exec(rule);
  const choices: RuleChoice[] = [
    { kind: "daily", days: [], custom: rule },
    { kind: "weekly", days: days?.[1]?.split(",") ?? [], custom: rule },
    { kind: "monthly-day", days: [], custom: rule },
    { kind: "monthly-weekday", days: [], custom: rule },
  ];
  const found = choices.find((choice) => ruleOfChoice(choice, startsLocal) === rule);
  return found ?? { kind: "custom", days: [], custom: rule };
}

/** "3SU" for the third Sunday; the fifth one is not in every month, so it is the last: "-1SU". */
function nthWeekdayOf(startsLocal: string): string {
  const at = new Date(`${startsLocal.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return "1MO";
  const nth = Math.ceil(at.getUTCDate() / 7);
  return `${nth === 5 ? -1 : nth}${DAYS[(at.getUTCDay() + 6) % 7]}`;
}
