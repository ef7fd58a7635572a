"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { NextStep } from "./next-step.tsx";
import { TellStep } from "./tell-step.tsx";
import { useFinishSteps } from "./use-finish-steps.ts";
import { WatchStep } from "./watch-step.tsx";

/** From an empty workspace to a message that arrives; can be left at any time and goes on where it was. */
export function WelcomeScreen() {
  const t = useTranslations("onboarding");
  const trpc = useTRPC();
  const router = useRouter();
  const query = useQuery(trpc.onboarding.steps.queryOptions());
  const finish = useFinishSteps();
  const { data } = query;
  if (data === undefined) {
    return query.isError ? (
      <QueryError title={t("notLoaded")} query={query} />
    ) : (
      <Skeleton className="h-96" />
    );
  }
  const isReady = data.monitor !== null && data.hasChannel;
  const leave = async () => {
    if (await finish()) router.push("/monitors");
  };
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-5">
      <PageHeader title={t("title")} note={t("subtitle")}>
        {!isReady && (
          <Button asChild variant="ghost" className="max-sm:-ml-3.5">
            <Link href={"/monitors" as Route}>{t("later")}</Link>
          </Button>
        )}
      </PageHeader>
      <ol className="flex flex-col gap-4">
        <WatchStep monitor={data.monitor} />
        <TellStep hasMonitor={data.monitor !== null} hasChannel={data.hasChannel} />
        <NextStep isReady={isReady} />
      </ol>
      {isReady && (
        <Button variant="primary" className="self-end max-sm:self-stretch" onClick={() => void leave()}>
          {t("finish")}
        </Button>
      )}
    </div>
  );
}
