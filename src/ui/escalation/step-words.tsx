"use client";

import { useTranslations } from "next-intl";
import type { EscalationSteps } from "#contracts/escalation.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { endsAfterMin, exampleClock, listStepTimes, type NameOf, type StepTime } from "./step-times.ts";

type StepWordsProps = {
  policy: EscalationSteps;
  names: { channel: NameOf; schedule: NameOf };
  /** Also by the clock, for an incident at three in the night. */
  withExample?: boolean;
};

/** What a policy does, step by step: "At once: Ops. After 15 min: whoever is on call in Night." */
export function StepWords({ policy, names, withExample = false }: StepWordsProps) {
  const t = useTranslations("escalation.words");
  const format = useFormat();
  const who = useWho(names);
  const example = (sinceMin: number) => {
    const { time, days } = exampleClock(sinceMin);
    return days === 0 ? time : t("later", { time, days });
  };
  const ends = endsAfterMin(policy);
  return (
    <>
      <ol className="flex list-inside list-decimal flex-col gap-1 text-[0.8125rem] marker:text-ink-3">
        {listStepTimes(policy).map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two steps can say the same, and their order is what they are
          <li key={index} className="break-words">
            {step.sinceMin === 0
              ? t("atOnce")
              : t("after", { duration: format.duration(step.sinceMin * 60_000) })}
            {withExample && <span className="text-ink-3 tabular-nums"> ({example(step.sinceMin)})</span>}:{" "}
            {who(step)}.
          </li>
        ))}
      </ol>
      <p className="mt-1 text-xs text-ink-3">
        {policy.repeat === 0 ? t("ends") : t("repeats", { count: policy.repeat })}{" "}
        {withExample && policy.repeat > 0 && t("lastAt", { time: example(ends) })}
      </p>
    </>
  );
}

function useWho(names: { channel: NameOf; schedule: NameOf }): (step: StepTime) => string {
  const t = useTranslations("escalation.words");
  return ({ channelIds, scheduleIds }) =>
    [
      ...channelIds.map((id) => names.channel(id) ?? t("deletedChannel")),
      ...scheduleIds.map((id) => t("onCall", { schedule: names.schedule(id) ?? t("deletedSchedule") })),
    ].join(", ");
}
