"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelView } from "#contracts/channel.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { OlderFooter } from "#ui/primitives/older-footer.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { deliveryListInput, EVERY_CHANNEL } from "./delivery-query.ts";
import { DELIVERY_GRID, DeliveryRow } from "./delivery-row.tsx";

const REFRESH_MS = 5_000;

export function DeliveryLog({ channels }: { channels: readonly ChannelView[] }) {
  const t = useTranslations("alerts.log");
  const trpc = useTRPC();
  const [chosen, setChosen] = useState(EVERY_CHANNEL);
  // A chosen channel may have been deleted since.
  const channel = channels.some(({ id }) => id === chosen) ? chosen : EVERY_CHANNEL;
  const query = useInfiniteQuery(
    trpc.delivery.list.infiniteQueryOptions(deliveryListInput(channel), {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
      // Every loaded page is asked again, so a long log is refreshed less often.
      refetchInterval: ({ state }) => REFRESH_MS * (state.data?.pages.length ?? 1),
    }),
  );
  const deliveries = query.data?.pages.flatMap((page) => page.items) ?? [];
  const options = [
    { value: EVERY_CHANNEL, label: t("every") },
    ...channels.map(({ id, name }) => ({ value: id, label: name })),
  ];

  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={t("note")}>
        <Select
          aria-label={t("channel")}
          value={channel}
          onChange={setChosen}
          options={options}
          className="h-8 w-44 text-[0.8125rem]"
        />
      </CardHeader>
      {query.isPending && <Skeleton className="m-4 h-40" />}
      {query.isError && query.data === undefined && <QueryError title={t("notLoaded")} query={query} />}
      {query.isSuccess && deliveries.length === 0 && (
        <p className="px-4 py-8 text-center text-sm text-ink-3">{t("none")}</p>
      )}
      {deliveries.length > 0 && (
        <>
          <div
            aria-hidden
            className={`hidden border-b py-2 pr-14 pl-4 text-xs font-medium text-ink-3 ${DELIVERY_GRID}`}
          >
            <span />
            <span>{t("when")}</span>
            <span>{t("event")}</span>
            <span>{t("monitor")}</span>
            <span>{t("channel")}</span>
            <span>{t("status")}</span>
            <span className="text-right">{t("attempts")}</span>
            <span className="text-right">{t("response")}</span>
          </div>
          <ul className="divide-y">
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} />
            ))}
          </ul>
        </>
      )}
      <OlderFooter query={query} />
    </Card>
  );
}
