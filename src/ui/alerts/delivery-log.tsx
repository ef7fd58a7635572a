"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
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
    { value: EVERY_CHANNEL, label: "Every channel" },
    ...channels.map(({ id, name }) => ({ value: id, label: name })),
  ];

  return (
    <Card aria-label="Delivery log">
      <CardHeader title="Delivery log" note="Newest first. Open one for what the receiver answered.">
        <Select
          aria-label="Channel"
          value={channel}
          onChange={setChosen}
          options={options}
          className="h-8 w-44 text-[0.8125rem]"
        />
      </CardHeader>
      {query.isPending && <Skeleton className="m-4 h-40" />}
      {query.isError && query.data === undefined && (
        <QueryError title="The delivery log could not be loaded" query={query} />
      )}
      {query.isSuccess && deliveries.length === 0 && (
        <p className="px-4 py-8 text-center text-sm text-ink-3">
          Nothing was sent yet. Send a test to see it here.
        </p>
      )}
      {deliveries.length > 0 && (
        <>
          <div
            aria-hidden
            className={`hidden border-b py-2 pr-14 pl-4 text-xs font-medium text-ink-3 ${DELIVERY_GRID}`}
          >
            <span />
            <span>When</span>
            <span>Event</span>
            <span>Monitor</span>
            <span>Channel</span>
            <span>Status</span>
            <span className="text-right">Attempts</span>
            <span className="text-right">Response</span>
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
