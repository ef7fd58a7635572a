"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { IncidentDetail } from "#contracts/incident.ts";
import { deliveryLook, EVENT_LOOKS } from "#ui/alerts/delivery-words.ts";
import { LookLabel } from "#ui/alerts/look-label.tsx";
import { Moment } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";

export function ToldCard({ incident: { told, telling } }: { incident: IncidentDetail }) {
  const t = useTranslations("incidents.told");
  const look = useTranslations("common.look");
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")}>
        <Link href="/alerts" className="rounded text-[0.8125rem] font-medium text-accent-text underline">
          {t("log")}
        </Link>
      </CardHeader>
      <div lang="en" className="px-4 py-3 text-[0.8125rem] text-pretty break-words">
        {telling.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <ul className="divide-y border-t empty:hidden">
        {told.map((delivery) => (
          <li key={delivery.id} className="px-4 py-2.5 text-[0.8125rem]">
            <div className="flex flex-wrap items-center justify-between gap-x-3">
              <p className="min-w-0 break-words">
                <span className="font-medium">{delivery.channelName}</span>
                <span className="text-ink-3"> · {look(EVENT_LOOKS[delivery.event].word)}</span>
              </p>
              <LookLabel look={deliveryLook(delivery)} />
            </div>
            <p className="text-xs break-words text-ink-3 tabular-nums">
              <Moment at={delivery.sentAt ?? delivery.createdAt} withDay />
              {delivery.leaderId !== null && ` · ${t("together")}`}
              <span lang="en">
                {delivery.status !== "sent" && delivery.heldBecause !== null && ` · ${delivery.heldBecause}`}
                {delivery.status !== "sent" && delivery.lastError !== null && ` · ${delivery.lastError}`}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
