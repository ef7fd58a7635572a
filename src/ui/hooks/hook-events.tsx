"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleSlash, CircleX, Clock, Repeat2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { IncomingOutcome } from "#contracts/incoming-hook.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

const ICONS = {
  applied: CircleCheck,
  repeated: Repeat2,
  late: Clock,
  ignored: CircleSlash,
  refused: CircleX,
} as const satisfies Record<IncomingOutcome, unknown>;

/** The last calls, and what became of them. */
export function HookEvents({ id }: { id: string }) {
  const t = useTranslations("hooks");
  const { data: events } = useQuery(
    useTRPC().incomingHook.events.queryOptions({ id }, { refetchInterval: 5_000 }),
  );
  if (events === undefined) return <p className="text-xs text-ink-3">{t("eventsLoading")}</p>;
  if (events.length === 0) return <p className="text-xs text-ink-3">{t("eventsNone")}</p>;
  return (
    <ol className="max-h-72 overflow-y-auto rounded-md border">
      {events.map(({ id: eventId, at, outcome, message, incidentId }) => {
        const Icon = ICONS[outcome];
        return (
          <li key={eventId} className="flex items-start gap-2.5 px-3 py-2 text-xs">
            <Icon aria-hidden className="mt-px size-3.5 shrink-0 text-ink-3" />
            <p className="min-w-0 flex-1 break-words">
              <span className="font-medium">{t(`outcome.${outcome}`)}</span>
              {" · "}
              <span lang="en">{message}</span>{" "}
              {incidentId !== null && (
                <Link href={`/incidents/${incidentId}`} className="text-accent-text underline">
                  {t("incident")}
                </Link>
              )}
            </p>
            <span className="shrink-0 text-ink-3 tabular-nums">
              <Moment at={at} withDay />
            </span>
          </li>
        );
      })}
    </ol>
  );
}
