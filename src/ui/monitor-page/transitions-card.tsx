"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { VerdictIcon } from "#ui/verdict/verdict-badge.tsx";
import { describeTransitions } from "./describe-transitions.ts";

const SHOWN = 8;

export function TransitionsCard({ id }: { id: string }) {
  const t = useTranslations("monitorPage.transitions");
  const verdict = useTranslations("common.verdict");
  const format = useFormat();
  const trpc = useTRPC();
  const [showsAll, setShowsAll] = useState(false);
  const query = useQuery(trpc.monitor.transitions.queryOptions({ id }, { refetchInterval: 30_000 }));
  const transitions = describeTransitions(query.data ?? []);
  return (
    <Card>
      <CardHeader title={t("title")} note={t("note")}>
        <Link
          href={`/backtest?monitor=${id}`}
          className="rounded text-[0.8125rem] font-medium text-accent-text underline"
        >
          {t("backtest")}
        </Link>
      </CardHeader>
      {query.isPending && <Skeleton className="m-4 h-24" />}
      {query.isError && query.data === undefined && (
        <p className="p-4 text-down">{errorMessage(query.error)}</p>
      )}
      {query.data?.length === 0 && <p className="px-4 py-8 text-center text-sm text-ink-3">{t("empty")}</p>}
      <ol className="px-4 py-1 empty:hidden">
        {transitions.slice(0, showsAll ? undefined : SHOWN).map((transition) => (
          <li
            key={transition.seq}
            className="relative flex gap-3 py-3 before:absolute before:top-8 before:-bottom-3 before:left-2 before:w-px before:bg-line last:before:hidden"
          >
            <VerdictIcon verdict={transition.to} className="relative mt-0.5" />
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap justify-between gap-x-3">
                <p className="font-medium">
                  {verdict(transition.to)}
                  {transition.lastedMs !== null && (
                    <span className="font-normal text-ink-3">
                      {" "}
                      {t("lasted", { duration: format.duration(transition.lastedMs) })}
                    </span>
                  )}
                </p>
                <p className="text-xs text-ink-3 tabular-nums">
                  <Moment at={transition.at} withDay />
                </p>
              </div>
              <p lang="en" className="text-[0.8125rem] text-pretty text-ink-2">
                {transition.reason}
              </p>
            </div>
          </li>
        ))}
      </ol>
      {transitions.length > SHOWN && !showsAll && (
        <div className="border-t p-2 text-center">
          <Button size="sm" variant="ghost" onClick={() => setShowsAll(true)}>
            {t("showAll", { count: transitions.length })}
          </Button>
        </div>
      )}
    </Card>
  );
}
