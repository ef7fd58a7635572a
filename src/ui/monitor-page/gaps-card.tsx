"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Moment } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { GAP_HOURS } from "./chart-address.ts";

export function GapsCard({ id, nameOf }: { id: string; nameOf: (region: string) => string }) {
  const t = useTranslations("monitorPage.gaps");
  const reason = useTranslations("common.gap");
  const trpc = useTRPC();
  const query = useQuery(
    trpc.monitor.gaps.queryOptions({ id, hours: GAP_HOURS }, { refetchInterval: 30_000 }),
  );
  return (
    <Card>
      <CardHeader title={t("title")} note={t("note")} />
      {query.isPending && <Skeleton className="m-4 h-24" />}
      {query.isError && query.data === undefined && (
        <p className="p-4 text-down">{errorMessage(query.error)}</p>
      )}
      {query.data?.length === 0 && <p className="px-4 py-8 text-center text-sm text-ink-3">{t("empty")}</p>}
      <ul className="divide-y empty:hidden">
        {query.data?.map((gap) => (
          <li key={`${gap.region} ${gap.fromAt} ${gap.reason}`} className="px-4 py-3">
            <div className="flex flex-wrap justify-between gap-x-3">
              <p className="font-medium">
                {nameOf(gap.region)}{" "}
                <span className="font-normal text-ink-3">· {t("checks", { count: gap.slots })}</span>
              </p>
              <p className="text-xs text-ink-3 tabular-nums">
                <Moment at={gap.fromAt} withDay />
                {gap.slots > 1 && (
                  <>
                    {" – "}
                    <Moment at={gap.toAt} />
                  </>
                )}
              </p>
            </div>
            <p className="text-[0.8125rem] text-pretty text-ink-2">{reason(gap.reason)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
