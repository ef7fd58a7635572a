"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { ChannelView } from "#contracts/channel.ts";
import { channelLook } from "#ui/alerts/delivery-words.ts";
import { LookLabel } from "#ui/alerts/look-label.tsx";
import { useNow } from "#ui/live/use-now.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { Switch } from "#ui/primitives/switch.tsx";
import { useMayEdit } from "#ui/team/use-may-edit.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";

export function ChannelsCard({ id }: { id: string }) {
  const t = useTranslations("monitorPage.channels");
  const trpc = useTRPC();
  const channels = useQuery(trpc.channel.list.queryOptions(undefined, { refetchInterval: 30_000 }));
  const chosen = useQuery(trpc.channel.ofMonitor.queryOptions({ id }));
  const choose = useChosenChannels(id);
  const failed = [channels, chosen].find((query) => query.isError && query.data === undefined);
  return (
    <Card>
      <CardHeader title={t("title")} note={t("note")}>
        <Link href="/alerts" className="rounded text-[0.8125rem] font-medium text-accent-text underline">
          {t("link")}
        </Link>
      </CardHeader>
      {failed !== undefined && <QueryError title={t("failed")} query={failed} />}
      {failed === undefined && (channels.data === undefined || chosen.data === undefined) && (
        <Skeleton className="m-4 h-16" />
      )}
      {channels.data?.length === 0 && (
        <p className="px-4 py-8 text-center text-sm text-ink-3">{t("empty")}</p>
      )}
      {channels.data !== undefined && chosen.data !== undefined && (
        <ul className="divide-y empty:hidden">
          {channels.data.map((channel) => (
            <ChannelToggle
              key={channel.id}
              channel={channel}
              told={chosen.data.includes(channel.id)}
              onChange={(told) => choose(channel.id, told)}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

type ChannelToggleProps = { channel: ChannelView; told: boolean; onChange: (told: boolean) => void };

function ChannelToggle({ channel, told, onChange }: ChannelToggleProps) {
  const id = useId();
  const now = useNow();
  const mayEdit = useMayEdit();
  return (
    <li className="flex items-center justify-between gap-4 px-4 py-3">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5">
        <label htmlFor={id} className="min-w-0 font-medium break-words">
          {channel.name}
        </label>
        <LookLabel look={channelLook(channel, now)} />
      </div>
      <Switch id={id} checked={told} disabled={!mayEdit} onChange={onChange} />
    </li>
  );
}

/** A toggle shows at once. Choices are sent one after another, each whole, so that the last one stays. */
function useChosenChannels(id: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const filter = trpc.channel.ofMonitor.queryFilter({ id });
  const key = trpc.channel.ofMonitor.queryKey({ id });
  const mutationKey = ["monitor-channels", id];
  const { mutate } = useMutation({
    mutationKey,
    scope: { id: `monitor-channels-${id}` },
    mutationFn: (channelIds: string[]) => client.monitor.setChannels.mutate({ id, channelIds }),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => {
      if (queryClient.isMutating({ mutationKey }) > 1) return;
      void queryClient.invalidateQueries(filter);
      void queryClient.invalidateQueries({ queryKey: trpc.channel.list.pathKey() });
    },
  });

  return (channelId: string, told: boolean) => {
    void queryClient.cancelQueries(filter);
    const others = (queryClient.getQueryData(key) ?? []).filter((other) => other !== channelId);
    const next = told ? [...others, channelId] : others;
    queryClient.setQueryData(key, next);
    mutate(next);
  };
}
