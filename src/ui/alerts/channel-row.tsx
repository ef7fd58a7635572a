"use client";

import { Send, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { ChannelView } from "#contracts/channel.ts";
import type { SendResult } from "#server/channels/channel.ts";
import { TestResult } from "#ui/channel-form/test-result.tsx";
import { Moment, TimeAgo } from "#ui/live/time-ago.tsx";
import { useNow } from "#ui/live/use-now.ts";
import { Button } from "#ui/primitives/button.tsx";
import { ChannelMenu } from "./channel-menu.tsx";
import { channelLook } from "./delivery-words.ts";
import { LookLabel } from "./look-label.tsx";
import { useChannelActions } from "./use-channel-actions.ts";

type ChannelRowProps = {
  channel: ChannelView;
  mayChange: boolean;
  label: string;
  fallback: string | undefined;
};

export function ChannelRow({ channel, mayChange, label, fallback }: ChannelRowProps) {
  const t = useTranslations("alerts.row");
  const actions = useChannelActions();
  const now = useNow();
  const { lastDelivery, openUntil } = channel;
  const [result, setResult] = useState<SendResult | null>(null);
  const test = async () => {
    setResult(null);
    setResult(await actions.test(channel));
  };

  return (
    <li className="px-4 py-3.5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
            <h3 className="min-w-0 font-medium break-words">{channel.name}</h3>
            <LookLabel look={channelLook(channel, now)} />
          </div>
          <p className="mt-0.5 text-xs text-ink-3">
            <span lang="en">{label}</span> · {t("monitors", { count: channel.monitors })}
            {channel.isDefault && ` · ${t("isDefault")}`}
            {fallback !== undefined && ` · ${t("standIn", { name: fallback })}`}
            {lastDelivery !== null && (
              <> · {t.rich("last", { ago: () => <TimeAgo at={lastDelivery.at} /> })}</>
            )}
          </p>
        </div>
        {mayChange && (
          <div className="flex items-center gap-1">
            {!channel.enabled && (
              <Button
                size="sm"
                onClick={() => void actions.enable(channel, true)}
                busy={actions.busy === "enable"}
              >
                {t.rich("switchOn", { name: channel.name, hidden })}
              </Button>
            )}
            <Button size="sm" onClick={() => void test()} busy={actions.busy === "test"}>
              {actions.busy !== "test" && <Send aria-hidden className="size-3.5" />}
              {t.rich("test", { name: channel.name, hidden })}
            </Button>
            <ChannelMenu channel={channel} />
          </div>
        )}
      </div>
      {channel.enabled && openUntil !== null && openUntil > now && (
        <p className="mt-2 rounded-lg border border-warn/30 bg-warn-soft px-3 py-2 text-[0.8125rem]">
          {t.rich("pausing", { at: () => <Moment at={openUntil} /> })}
        </p>
      )}
      {channel.disabledReason !== null && (
        <p
          lang="en"
          className="mt-2 rounded-lg border border-warn/30 bg-warn-soft px-3 py-2 text-[0.8125rem] break-words"
        >
          {channel.disabledReason}
        </p>
      )}
      <div role="status" className="empty:hidden">
        {result !== null && (
          <div className="relative mt-3">
            <TestResult result={result} />
            <Button
              variant="ghost"
              size="icon"
              aria-label={t("closeResult")}
              className="absolute top-1 right-1 size-8"
              onClick={() => setResult(null)}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

const hidden = (text: ReactNode) => <span className="sr-only">{text}</span>;
