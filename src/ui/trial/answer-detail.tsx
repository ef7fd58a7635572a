"use client";

import { Check, CircleDashed, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { TrialInput, TrialResult } from "#contracts/trial.ts";
import { type Expectation, listExpectations } from "#domain/check/list-expectations.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { formatStatusText } from "#ui/monitor-form/status-text.ts";
import { EvidenceView } from "#ui/monitor-page/evidence-view.tsx";
import { PhaseLine } from "./phase-line.tsx";

type AnswerDetailProps = { result: TrialResult; asked: TrialInput };

/** Everything one region saw: what was expected beside what came, the phases, and the answer itself as text. */
export function AnswerDetail({ result, asked }: AnswerDetailProps) {
  // They stand among the expectations.
  const { assertions: _said, ...evidence } = result.evidence;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ul className="flex flex-col gap-1.5 text-[0.8125rem]">
        {listExpectations(asked, result).map((expectation) => (
          <ExpectationLine key={keyOf(expectation)} expectation={expectation} />
        ))}
      </ul>
      <PhaseLine result={result} />
      <EvidenceView evidence={evidence} monitorId={null} />
    </div>
  );
}

function keyOf(expectation: Expectation): string {
  return expectation.kind === "assertion" ? `assertion ${expectation.text}` : expectation.kind;
}

const LOOKS = {
  held: { icon: Check, tone: "text-up" },
  broken: { icon: X, tone: "text-down" },
  open: { icon: CircleDashed, tone: "text-idle" },
} as const;

function ExpectationLine({ expectation }: { expectation: Expectation }) {
  const t = useTranslations("monitorForm.expects");
  const words = useExpectationWords(expectation);
  const { held } = expectation;
  const look = held === null ? "open" : held ? "held" : "broken";
  const { icon: Icon, tone } = LOOKS[look];
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} strokeWidth={2.5} />
      <span className="min-w-0 break-words">
        <span className="sr-only">{t(`sign.${look}`)}: </span>
        {words}
      </span>
    </li>
  );
}

function useExpectationWords(expectation: Expectation): string {
  const t = useTranslations("monitorForm.expects");
  const format = useFormat();
  switch (expectation.kind) {
    case "answer":
      return t(expectation.held === true ? "answered" : "noAnswer");
    case "time":
      return t(expectation.held === true ? "inTime" : "timedOut", {
        observed: format.latency(expectation.observedMs),
        limit: format.latency(expectation.limitMs),
      });
    case "certificate":
      return expectation.problem === null
        ? t("certificate", { until: expectation.validTo })
        : t("badCertificate", { problem: expectation.problem });
    case "redirects":
      return t(expectation.held === true ? "redirects" : "badRedirects", { count: expectation.followed });
    case "status": {
      const expected = formatStatusText(expectation.expected);
      const { observed } = expectation;
      return observed === null ? t("noStatus", { expected }) : t("status", { expected, observed });
    }
    case "keyword": {
      const { held, mode, text } = expectation;
      if (held === null) return t("keywordOpen", { text });
      return t((mode === "present") === held ? "keywordFound" : "keywordMissing", { text });
    }
    case "own":
      return expectation.message;
    case "assertion":
      return t("assertion", { text: expectation.text, observed: expectation.observed });
  }
}
