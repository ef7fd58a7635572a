"use client";

import { useTranslations } from "next-intl";
import type { TrialInput } from "#contracts/trial.ts";
import { FieldError } from "#ui/primitives/field.tsx";
import { AnswerRow } from "./answer-row.tsx";
import type { Trial } from "./use-trial.ts";

type TrialResultsProps = {
  trial: Trial;
  /** The settings have changed since: what is shown is about the old ones. */
  isOld: boolean;
  regionName: (code: string) => string;
};

/** What each region saw, as it comes in. */
export function TrialResults({ trial, isOld, regionName }: TrialResultsProps) {
  const t = useTranslations("monitorForm.test");
  const { asked, view, problem } = trial;
  if (asked === null) return null;
  const answers = view?.answers ?? asked.regions.map((region) => waiting(region, regionName));
  const answered = answers.filter(({ state }) => state === "answered").length;
  const opened = answers.find((answer) => answer.state === "answered" && answer.result.outcome !== "ok");
  return (
    <section aria-label={t("title")} className="flex flex-col gap-2">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="text-[0.8125rem] font-medium">{t("title")}</h3>
        <p className="text-xs text-ink-3 tabular-nums" role="status">
          {t("progress", { answered, count: answers.length })}
        </p>
      </header>
      {problem !== null && <FieldError>{problem}</FieldError>}
      {isOld && <p className="text-xs text-warn">{t("old")}</p>}
      {problem === null && (
        <ul className="divide-y overflow-hidden rounded-lg border">
          {answers.map((answer) => (
            <AnswerRow
              // A new test begins with closed rows.
              key={`${view?.id ?? ""} ${answer.region}`}
              answer={answer}
              asked={asked}
              isOpen={answer === opened}
            />
          ))}
        </ul>
      )}
      <p className="text-xs text-ink-3">{t("note")}</p>
    </section>
  );
}

function waiting(region: TrialInput["regions"][number], regionName: (code: string) => string) {
  return { region, name: regionName(region), state: "waiting" as const };
}
