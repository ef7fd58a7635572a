"use client";

import { useQuery } from "@tanstack/react-query";
import { BellRing, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChannelDialog } from "#ui/channel-form/channel-dialog.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { Example } from "#ui/primitives/example.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { ShareActions } from "#ui/team/share-actions.tsx";
import { useShareRefusal } from "#ui/team/use-share-refusal.ts";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { ChannelRow } from "./channel-row.tsx";
import { DeliveryLog } from "./delivery-log.tsx";

export function AlertsScreen() {
  const t = useTranslations("alerts");
  const trpc = useTRPC();
  const [adding, setAdding] = useState(false);
  const kinds = useQuery(trpc.channel.kinds.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  const query = useQuery(trpc.channel.list.queryOptions(undefined, { refetchInterval: 10_000 }));
  const channels = query.data ?? [];
  const labels = new Map(kinds.data?.map(({ kind, label }) => [kind, label]));
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  const mayChange = useShareRefusal() === null;
  const add = () => setAdding(true);

  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        {channels.length > 0 && (
          <ShareActions>
            <Button variant="primary" onClick={add}>
              <Plus aria-hidden className="size-4" />
              {t("add")}
            </Button>
          </ShareActions>
        )}
      </PageHeader>
      <Card>
        {query.isPending && <Skeleton className="m-4 h-40" />}
        {query.isError && query.data === undefined && <QueryError title={t("notLoaded")} query={query} />}
        {query.data?.length === 0 && <NoChannels onAdd={add} />}
        {channels.length > 0 && (
          <>
            <CardHeader title={t("channels")} note={t("channelsNote")} />
            <ul className="divide-y">
              {channels.map((channel) => (
                <ChannelRow
                  key={channel.id}
                  channel={channel}
                  mayChange={mayChange}
                  label={labels.get(channel.kind) ?? channel.kind}
                  fallback={names.get(channel.fallbackChannelId ?? "")}
                />
              ))}
            </ul>
          </>
        )}
      </Card>
      {channels.length > 0 && <DeliveryLog channels={channels} />}
      <ChannelDialog open={adding} onOpenChange={setAdding} />
    </div>
  );
}

function NoChannels({ onAdd }: { onAdd: () => void }) {
  const t = useTranslations("alerts.none");
  return (
    <EmptyState
      icon={BellRing}
      title={t("title")}
      action={
        <ShareActions>
          <Button variant="primary" onClick={onAdd}>
            <Plus aria-hidden className="size-4" />
            {t("add")}
          </Button>
        </ShareActions>
      }
    >
      <p>{t("what")}</p>
      <p className="mt-2 text-ink-3">{t("test")}</p>
      <Example>{t("example")}</Example>
    </EmptyState>
  );
}
