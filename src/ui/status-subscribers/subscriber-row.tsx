"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SubscriberView } from "#contracts/status-subscriber.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { ConfirmDialog } from "#ui/primitives/confirm-dialog.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useRefreshSubscribers } from "./use-refresh-subscribers.ts";

export function SubscriberRow({ subscriber }: { subscriber: SubscriberView }) {
  const t = useTranslations("statusSubscribers");
  const client = useTRPCClient();
  const refresh = useRefreshSubscribers();
  const [asking, setAsking] = useState(false);
  const { id, kind, label, components, leastImpact, offBecause } = subscriber;

  const remove = async () => {
    try {
      await client.statusSubscriber.remove.mutate({ id });
      await refresh();
      toast.success(t("removed", { label }));
    } catch (error) {
      toast.error(errorMessage(error), { duration: 10_000 });
    }
  };

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="text-sm font-medium break-all">{label}</h3>
        <p className="mt-1 text-xs break-words text-ink-3">
          {[
            t(`kinds.${kind}`),
            components.length === 0 ? t("all") : components.join(", "),
            t(`impacts.${leastImpact}`),
          ].join(" · ")}
        </p>
        <p className="mt-0.5 text-xs text-ink-3">
          <Standing subscriber={subscriber} />
          {" · "}
          <LastMessage subscriber={subscriber} />
        </p>
        {offBecause !== null && <p className="mt-1 text-xs text-down">{t("off", { reason: offBecause })}</p>}
      </div>
      <Button aria-label={t("removeNamed", { label })} onClick={() => setAsking(true)}>
        {t("remove")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("removeAsk", { label })}
        description={t("removeNote")}
        confirmLabel={t("removeConfirm")}
        cancelLabel={t("cancel")}
        onConfirm={() => void remove()}
      />
    </li>
  );
}

function Standing({ subscriber: { state, confirmedAt, createdAt } }: { subscriber: SubscriberView }) {
  const t = useTranslations("statusSubscribers");
  return (
    <>
      {t(`states.${state}`)}
      {", "}
      {t.rich(state === "waiting" ? "asked" : "since", {
        ago: () => <TimeAgo at={confirmedAt ?? createdAt} />,
      })}
    </>
  );
}

function LastMessage({ subscriber: { lastDelivery } }: { subscriber: SubscriberView }) {
  const t = useTranslations("statusSubscribers");
  if (lastDelivery === null) return t("never");
  const { at, status } = lastDelivery;
  return t.rich(status === "sent" ? "sent" : "failed", { ago: () => <TimeAgo at={at} /> });
}
