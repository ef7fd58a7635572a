"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight, CircleCheck, CircleDashed, X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { useFinishSteps } from "./use-finish-steps.ts";

/** On the list of monitors until everything is set up or nobody wants to hear of it. */
export function FirstStepsCard() {
  const t = useTranslations("onboarding");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.onboarding.steps.queryOptions());
  const finish = useFinishSteps();
  if (data === undefined || data.done || (data.monitor !== null && data.hasChannel)) return null;
  const steps = [
    { key: "watch", isDone: data.monitor !== null },
    { key: "tell", isDone: data.hasChannel },
  ] as const;
  return (
    <Card aria-label={t("card.title")} className="flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-3">
      <h2 className="text-sm font-semibold">{t("card.title")}</h2>
      <ul className="flex flex-1 flex-wrap gap-x-5 gap-y-1 text-[0.8125rem]">
        {steps.map(({ key, isDone }) => {
          const Icon = isDone ? CircleCheck : CircleDashed;
          return (
            <li key={key} className={`flex items-center gap-1.5 ${isDone ? "text-ink-3" : ""}`}>
              <Icon aria-hidden className={`size-4 ${isDone ? "text-up" : "text-ink-3"}`} />
              {t(`${key}.title`)}
              {isDone && <span className="sr-only"> ({t("doneMark")})</span>}
            </li>
          );
        })}
      </ul>
      <div className="flex items-center gap-1">
        <Button asChild size="sm">
          <Link href={"/welcome" as Route}>
            {t("card.go")}
            <ArrowRight aria-hidden className="size-3.5" />
          </Link>
        </Button>
        <Button variant="ghost" size="icon" aria-label={t("card.dismiss")} onClick={() => void finish()}>
          <X aria-hidden className="size-4" />
        </Button>
      </div>
    </Card>
  );
}
