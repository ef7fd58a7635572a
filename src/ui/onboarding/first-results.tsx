"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { FirstSteps } from "#contracts/first-steps.ts";
import type { MonitorDetail, RegionReadingView } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { useLiveMonitors } from "#ui/live/use-live-monitors.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { isFailure } from "#ui/verdict/outcome-words.ts";

type FirstResultsProps = {
  monitor: NonNullable<FirstSteps["monitor"]>;
  /** What the page calls itself; null while nobody has looked. */
  pageTitle: string | null;
};

/** The first checks as they come in, region by region. */
export function FirstResults({ monitor, pageTitle }: FirstResultsProps) {
  const t = useTranslations("onboarding.watch");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const key = trpc.monitor.get.queryKey({ id: monitor.id });
  const { data } = useQuery(trpc.monitor.get.queryOptions({ id: monitor.id }));
  const refresh = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: key }),
    [queryClient, key],
  );
  useLiveMonitors([monitor.id], refresh);
  const readings = data?.readings ?? [];
  const seen = readings.filter(({ lastTick }) => lastTick !== null);
  const failing = seen.filter(({ lastTick }) => lastTick !== null && isFailure(lastTick.outcome));
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-baseline gap-x-2 text-[0.8125rem]">
        <Link href={`/monitors/${monitor.id}` as Route} className="font-semibold break-words hover:underline">
          {data?.name ?? monitor.name}
        </Link>
        <span className="font-mono text-xs break-all text-ink-3">{monitor.url}</span>
      </p>
      {data !== undefined && pageTitle !== null && pageTitle !== data.name && (
        <UseTitle monitor={data} title={pageTitle} />
      )}
      {data === undefined ? (
        <Skeleton className="h-28" />
      ) : (
        <ul aria-label={t("results")} className="divide-y overflow-hidden rounded-lg border">
          {readings.map((reading) => (
            <ReadingLine key={reading.region} reading={reading} />
          ))}
        </ul>
      )}
      <p role="status" className="text-[0.8125rem] text-ink-2">
        {seen.length < readings.length || readings.length === 0
          ? t("waiting", { seen: seen.length, regions: readings.length })
          : t(failing.length === 0 ? "allWell" : "someFail", {
              count: failing.length,
              regions: readings.length,
            })}
      </p>
    </div>
  );
}

function ReadingLine({ reading }: { reading: RegionReadingView }) {
  const t = useTranslations("onboarding.watch");
  const words = useTranslations("common.outcome");
  const format = useFormat();
  const { lastTick, regionName } = reading;
  if (lastTick === null) {
    return (
      <li className="flex items-center gap-2.5 px-3.5 py-2.5 text-[0.8125rem]">
        <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-ink-3" />
        <span className="font-medium">{regionName}</span>
        <span className="text-ink-3">{t("checking")}</span>
      </li>
    );
  }
  const failed = isFailure(lastTick.outcome);
  const Icon = failed ? CircleX : CircleCheck;
  const status = lastTick.status === null ? "" : `, ${lastTick.status}`;
  return (
    <li className="flex animate-fade items-center gap-2.5 px-3.5 py-2.5 text-[0.8125rem]">
      <Icon aria-hidden className={`size-4 shrink-0 ${failed ? "text-down" : "text-up"}`} />
      <span className="font-medium">{regionName}</span>
      <span className="min-w-0 flex-1 text-ink-2">{`${words(lastTick.outcome)}${status}`}</span>
      <span className="font-medium tabular-nums">{format.latency(lastTick.totalMs)}</span>
    </li>
  );
}

function UseTitle({ monitor, title }: { monitor: MonitorDetail; title: string }) {
  const t = useTranslations("onboarding.watch");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const rename = async () => {
    await client.monitor.update.mutate({ id: monitor.id, input: { ...monitor.input, name: title } });
    await queryClient.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.onboarding.steps.queryKey() });
  };
  return (
    <Button size="sm" className="max-w-full self-start" onClick={() => void rename()}>
      <span className="truncate">{t("useTitle", { title })}</span>
    </Button>
  );
}
