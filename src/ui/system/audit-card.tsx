"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, CircleX, Scale } from "lucide-react";
import type { AuditReport } from "#contracts/view.ts";
import { formatCount } from "#ui/format/format-count.ts";
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
  const trpc = useTRPC();
  const query = useQuery(
    trpc.system.audit.queryOptions({ hours: HOURS }, { enabled: false, staleTime: Number.POSITIVE_INFINITY }),
  );
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="Audit"
        note="Each check that was due in 24 h must be a result or a gap with a reason."
      >
        <Button size="sm" onClick={() => void query.refetch()} busy={query.isFetching}>
          <Scale aria-hidden className="size-3.5" />
          Run audit
        </Button>
      </CardHeader>
      <div aria-live="polite">
        {query.isError && <p className="p-4 text-down">{errorMessage(query.error)}</p>}
        {query.data === undefined && !query.isError && (
          <p className="px-4 py-6 text-sm text-ink-3">Not run yet on this screen.</p>
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
    words: "Nothing to judge yet: no check's deadline has passed.",
  },
  balanced: { icon: CircleCheck, tone: "text-up", words: "Every check is accounted for." },
  open: { icon: CircleX, tone: "text-down", words: "Some checks are not accounted for." },
} as const;

function AuditResult({ report }: { report: AuditReport }) {
  const worst = worstLines(report);
  const { icon: Icon, tone, words } = VERDICTS[judgeAudit(report)];
  return (
    <>
      <p className={`flex items-center gap-2 px-4 py-3 font-semibold ${tone}`}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {words}
      </p>
      <dl className="-m-px grid grid-cols-2 overflow-hidden sm:grid-cols-5 max-sm:[&>div:last-child]:col-span-2 [&>div]:border-t [&>div]:border-l">
        <Figure label="Due" value={formatCount(report.expected)} />
        <Figure label="Results" value={formatCount(report.ticks)} />
        <Figure label="Gaps" value={formatCount(report.gaps)} />
        <Figure label="Unaccounted" value={formatCount(report.unaccounted)} />
        <Figure label="Doubled" value={formatCount(report.doubled)} />
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
                  {line.region}, hour of <Moment at={line.hour} withDay />
                </span>
              </span>
              <span className="tabular-nums">
                {formatCount(line.expected)} due, {formatCount(line.ticks)} results, {formatCount(line.gaps)}{" "}
                gaps
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
