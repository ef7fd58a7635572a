"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Check } from "#contracts/check.ts";
import { HeartbeatTiming } from "#contracts/checks/heartbeat.ts";
import { explainTiming, nextDue } from "#domain/heartbeat/next-due.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { ownZone, ZoneField } from "#ui/forms/zone-field.tsx";
import { Moment } from "#ui/live/time-ago.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { useCheckField, useCheckFields } from "../check-fields-context.ts";
import { blankOption, optionLike, recordOf, typedOf } from "../draft.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { DurationField } from "../fields/duration-field.tsx";
import { Pair } from "../fields/section.tsx";
import { TextField } from "../fields/text-field.tsx";
import type { KindForm } from "./kind-form.ts";

const WAYS = ["period", "cron"] as const;
const SHOWN_RUNS = 3;

function Target() {
  const t = useTranslations("checks.heartbeat");
  const { value, set } = useCheckField("timing");
  const isCron = recordOf(value).type === "cron";
  const choose = (next: string) => {
    const timing = blankOption(HeartbeatTiming, next, value);
    set(
      next === "cron"
        ? { ...timing, expression: "0 3 * * *", zone: ownZone() }
        : { ...timing, periodSec: "3600" },
    );
  };
  return (
    <>
      <div className="flex flex-col items-start gap-1.5">
        <span className="text-[0.8125rem] font-medium">{t("expected")}</span>
        <Segmented
          label={t("expected")}
          value={isCron ? "cron" : "period"}
          onChange={choose}
          options={WAYS.map((way) => ({ value: way, label: t(`ways.${way}`) }))}
        />
      </div>
      {isCron ? <CronFields /> : <DurationField name="timing.periodSec" label={t("period")} />}
      <Pair>
        <DurationField name="graceSec" label={t("grace")} hint={t("graceHint")} />
        <DurationField name="maxRunSec" label={t("maxRun")} hint={t("maxRunHint")} />
      </Pair>
      <NextRuns />
    </>
  );
}

function CronFields() {
  const t = useTranslations("checks.heartbeat");
  const zone = useCheckField("timing.zone");
  return (
    <Pair>
      <TextField
        name="timing.expression"
        label={t("expression")}
        hint={t("expressionHint")}
        placeholder="0 3 * * *"
        mono
      />
      <ZoneField value={zone.text} onChange={zone.set} error={zone.error} />
    </Pair>
  );
}

/** When it is expected next, if a run began now. */
function NextRuns() {
  const t = useTranslations("checks.heartbeat");
  const format = useFormat();
  const { check } = useCheckFields();
  const [now] = useState(() => Date.now());
  const timing = HeartbeatTiming.safeParse(
    recordOf(typedOf(optionLike(Check, { kind: "heartbeat" }), check)).timing,
  );
  if (!timing.success) return null;
  const problem = explainTiming(timing.data, now);
  if (problem !== null) return <FieldError>{problem}</FieldError>;
  const runs: number[] = [];
  for (let at: number | null = now; at !== null && runs.length < SHOWN_RUNS; ) {
    at = nextDue(timing.data, at);
    if (at !== null) runs.push(at);
  }
  return (
    <div className="rounded-lg bg-sunken px-3.5 py-3 text-[0.8125rem]">
      <p className="font-medium">{t("next")}</p>
      <ol className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-ink-2 tabular-nums">
        {runs.map((at) => (
          <li key={at} title={format.duration(at - now)}>
            <Moment at={at} withDay />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Options() {
  return <AssertionsSection kind="heartbeat" />;
}

export const heartbeatForm: KindForm = { Target, Options };
