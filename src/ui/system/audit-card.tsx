"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, CircleX, Scale } from "lucide-react";
import { useTranslations } from "next-intl";
import type { AuditReport } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Figure } from "#ui/primitives/figure.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { judgeAudit, worstLines } from "./judge-audit.ts";

const HOURS = 24;

/** On demand: it reads every tick of a day. */
export function AuditCard() {
  const t = useTranslations("system.audit");
  const trpc = useTRPC();
  const query = useQuery(
    trpc.system.audit.queryOptions({ hours: HOURS }, { enabled: false, staleTime: Number.POSITIVE_INFINITY }),
  );
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t("title")} note={t("note")}>
        <Button size="sm" onClick={() => void query.refetch()} busy={query.isFetching}>
          <Scale aria-hidden className="size-3.5" />
          {t("run")}
        </Button>
      </CardHeader>
      <div aria-live="polite">
        {query.isError && <p className="p-4 text-down">{errorMessage(query.error)}</p>}
        {query.data === undefined && !query.isError && (
          <p className="px-4 py-6 text-sm text-ink-3">{t("notRun")}</p>
        )}
        {query.data !== undefined && <AuditResult report={query.data} />}
      </div>
    </Card>
  );
}

const VERDICTS = {
  empty: {
    icon: CircleDashed,
    tone: "text-ink-2",
  },
  balanced: { icon: CircleCheck, tone: "text-up" },
  open: { icon: CircleX, tone: "text-down" },
} as const;

function AuditResult({ report }: { report: AuditReport }) {
  const t = useTranslations("system.audit");
  const format = useFormat();
  const worst = worstLines(report);
  const verdict = judgeAudit(report);
  const { icon: Icon, tone } = VERDICTS[verdict];
  return (
    <>
      <p className={`flex items-center gap-2 px-4 py-3 font-semibold ${tone}`}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {t(verdict)}
      </p>
      <dl className="-m-px grid grid-cols-2 overflow-hidden sm:grid-cols-5 max-sm:[&>div:last-child]:col-span-2 [&>div]:border-t [&>div]:border-l">
        <Figure label={t("due")} value={format.count(report.expected)} />
        <Figure label={t("results")} value={format.count(report.ticks)} />
        <Figure label={t("gaps")} value={format.count(report.gaps)} />
        <Figure label={t("unaccounted")} value={format.count(report.unaccounted)} />
        <Figure label={t("doubled")} value={format.count(report.doubled)} />
      </dl>
      {worst.length > 0 && (
        <ul className="divide-y border-t">
          {worst.map((line) => (
            <li
              key={`${line.monitorId} ${line.region} ${line.hour}`}
              className="flex flex-wrap justify-between gap-x-4 px-4 py-2 text-[0.8125rem]"
            >
              <span className="min-w-0">
                <span className="font-medium">{line.name}</span>{" "}
                <span className="text-ink-3">
                  {line.region}, {t.rich("hourOf", { at: () => <Moment at={line.hour} withDay /> })}
                </span>
              </span>
              <span className="tabular-nums">
                {t("line", { expected: line.expected, ticks: line.ticks, gaps: line.gaps })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
