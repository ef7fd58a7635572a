"use client";

import { ChevronRight, CircleCheck, CircleX, LoaderCircle, Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import type { TrialAnswer, TrialInput } from "#contracts/trial.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { isFailure } from "#ui/verdict/outcome-words.ts";
import { AnswerDetail } from "./answer-detail.tsx";

type AnswerRowProps = { answer: TrialAnswer; asked: TrialInput; isOpen: boolean };

/** One region: what it says in a line, and everything it saw behind it. */
export function AnswerRow({ answer, asked, isOpen }: AnswerRowProps) {
  const id = useId();
  const [toggled, setToggled] = useState<boolean | null>(null);
  if (answer.state !== "answered") {
    return (
      <li className="flex items-start gap-2.5 px-3.5 py-2.5 text-[0.8125rem]">
        <Absent state={answer.state} name={answer.name} timeoutMs={asked.timeoutMs} />
      </li>
    );
  }
  const open = toggled ?? isOpen;
  const failed = isFailure(answer.result.outcome);
  const Icon = failed ? CircleX : CircleCheck;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setToggled(!open)}
        className="flex w-full items-center gap-2.5 px-3.5 py-2.5 text-left text-[0.8125rem] -outline-offset-2 hover:bg-hover"
      >
        <Icon aria-hidden className={`size-4 shrink-0 ${failed ? "text-down" : "text-up"}`} />
        <span className="min-w-0 flex-1">
          <span className="font-medium">{answer.name}</span> <Headline answer={answer} />
        </span>
        <ChevronRight
          aria-hidden
          className={`size-4 shrink-0 text-ink-3 transition-transform ${open ? "rotate-90" : ""}`}
        />
      </button>
      <div id={id} hidden={!open} className="border-t bg-sunken px-3.5 py-3">
        {open && <AnswerDetail result={answer.result} asked={asked} />}
      </div>
    </li>
  );
}

function Headline({ answer }: { answer: Extract<TrialAnswer, { state: "answered" }> }) {
  const t = useTranslations("common.outcome");
  const format = useFormat();
  const { outcome, status, totalUs } = answer.result;
  const parts = [t(outcome), status === null ? null : String(status), format.latency(totalUs / 1000)];
  return <span className="text-ink-2 tabular-nums">{parts.filter((part) => part !== null).join(" · ")}</span>;
}

type AbsentProps = { state: "waiting" | "offline" | "silent"; name: string; timeoutMs: number };

function Absent({ state, name, timeoutMs }: AbsentProps) {
  const t = useTranslations("monitorForm.test");
  const icons: Record<AbsentProps["state"], ReactNode> = {
    waiting: <LoaderCircle aria-hidden className="mt-0.5 size-4 shrink-0 animate-spin text-ink-3" />,
    offline: <Unplug aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />,
    silent: <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />,
  };
  return (
    <>
      {icons[state]}
      <span className="min-w-0">
        <span className="font-medium">{name}</span>{" "}
        <span className="text-ink-2">{t(state, { seconds: Math.round(timeoutMs / 1000) })}</span>
      </span>
    </>
  );
}
