"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "#ui/format/use-format.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

const SHOWN = 5;

/** What was wrong with Uptick itself, and told to whoever wants to hear of it. */
export function OwnIncidentsCard() {
  const t = useTranslations("system.incidents");
  const trpc = useTRPC();
  const format = useFormat();
  const { data } = useQuery(
    trpc.incident.list.queryOptions({ kind: "system", limit: SHOWN }, { refetchInterval: 30_000 }),
  );
  const items = data?.items ?? [];
  return (
    <Card>
      <CardHeader title={t("title")} note={t("note")}>
        <Button asChild size="sm">
          <Link href={"/incidents?kind=system" as Route}>{t("all")}</Link>
        </Button>
      </CardHeader>
      {data !== undefined && items.length === 0 && (
        <p className="px-4 py-6 text-sm text-ink-3">{t("none")}</p>
      )}
      <ul className="divide-y empty:hidden">
        {items.map((incident) => {
          const isOver = incident.closedAt !== null;
          const Icon = isOver ? CircleCheck : CircleX;
          return (
            <li key={incident.id} className="flex items-start gap-2.5 px-4 py-2.5 text-[0.8125rem]">
              <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${isOver ? "text-up" : "text-down"}`} />
              <p className="min-w-0">
                <Link href={`/incidents/${incident.id}` as Route} className="font-medium hover:underline">
                  {incident.title}
                </Link>{" "}
                <span className="text-ink-2">{incident.cause}</span>
                <span className="block text-xs text-ink-3 tabular-nums">
                  {incident.closedAt === null
                    ? t("open", { at: format.full(incident.openedAt) })
                    : format.span({ startsAt: incident.openedAt, endsAt: incident.closedAt })}
                </span>
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
