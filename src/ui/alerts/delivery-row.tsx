"use client";

import { ChevronRight, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { DeliveryView } from "#contracts/channel.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { useMayEdit } from "#ui/team/use-may-edit.ts";
import { DeliveryDetail } from "./delivery-detail.tsx";
import { deliveryLook, EVENT_LOOKS } from "./delivery-words.ts";
import { LookLabel } from "./look-label.tsx";
import { useChannelActions } from "./use-channel-actions.ts";

export const DELIVERY_GRID =
  "lg:grid lg:grid-cols-[1rem_7.5rem_7.5rem_minmax(0,1fr)_minmax(0,1fr)_8rem_4.5rem_5rem] lg:items-center lg:gap-4";

export function DeliveryRow({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations("alerts.log");
  const [open, setOpen] = useState(false);
  const panel = useId();
  const { attempts, responseStatus } = delivery;
  return (
    <li>
      <div className="flex items-center pr-2 hover:bg-hover/60">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setOpen(!open)}
          className={classNames(
            "grid min-w-0 flex-1 grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 py-2 pr-3 pl-4 text-left text-[0.8125rem] focus-visible:-outline-offset-2",
            DELIVERY_GRID,
          )}
        >
          <ChevronRight
            aria-hidden
            className={classNames(
              "size-4 text-ink-3 transition-transform max-lg:order-1",
              open && "rotate-90",
            )}
          />
          <span className="text-ink-2 tabular-nums max-lg:order-5 max-lg:col-span-2 max-lg:col-start-2 max-lg:text-xs">
            <Moment at={delivery.createdAt} withDay />
          </span>
          <LookLabel look={EVENT_LOOKS[delivery.event]} className="max-lg:order-2" />
          <span className="truncate font-medium max-lg:order-4 max-lg:col-span-2 max-lg:col-start-2">
            {nameOfMonitor(t, delivery)}
          </span>
          <span className="truncate text-ink-2 max-lg:order-6 max-lg:col-span-2 max-lg:col-start-2 max-lg:text-xs">
            {delivery.channelName}
          </span>
          <LookLabel look={deliveryLook(delivery)} className="max-lg:order-3" />
          <span className="text-ink-2 tabular-nums max-lg:order-7 max-lg:col-span-2 max-lg:col-start-2 max-lg:text-xs lg:text-right">
            {t.rich("tries", {
              count: attempts,
              hidden: (text) => <span className="lg:sr-only">{text}</span>,
            })}
            {responseStatus !== null && (
              <span className="lg:hidden">{t("answered", { status: String(responseStatus) })}</span>
            )}
          </span>
          <span className="text-right text-ink-2 tabular-nums max-lg:hidden">
            {responseStatus === null ? "–" : responseStatus}
          </span>
        </button>
        <ResendButton delivery={delivery} />
      </div>
      <NextTry delivery={delivery} />
      <div id={panel} hidden={!open}>
        {open && <DeliveryDetail delivery={delivery} />}
      </div>
    </li>
  );
}

/** Tests are sent anew from their channel; what waits is on its way already. */
function ResendButton({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations("alerts.log");
  const look = useTranslations("common.look");
  const actions = useChannelActions();
  const mayEdit = useMayEdit();
  if (!mayEdit || delivery.event === "test" || delivery.status === "pending") {
    return <span className="size-9 shrink-0" />;
  }
  const what = {
    event: look(EVENT_LOOKS[delivery.event].word),
    monitor: nameOfMonitor(t, delivery),
    channel: delivery.channelName,
  };
  return (
    <Button
      variant="ghost"
      size="icon"
      title={t("resend")}
      aria-label={t("resendWhat", what)}
      onClick={() => void actions.resend(delivery.id)}
      busy={actions.busy === "resend"}
    >
      {actions.busy !== "resend" && <RotateCw aria-hidden className="size-4" />}
    </Button>
  );
}

/** Why it has not arrived, where there is more to say than its status. */
function NextTry({ delivery: { status, nextAt, attempts, heldBecause } }: { delivery: DeliveryView }) {
  const t = useTranslations("alerts.log");
  const waits = nextAt !== null && (attempts > 0 || heldBecause !== null);
  if (!waits && (status !== "suppressed" || heldBecause === null)) return null;
  return (
    <p className="px-4 pb-2 pl-11 text-xs text-ink-3 tabular-nums lg:pl-12">
      <span lang="en">{heldBecause}</span>{" "}
      {waits &&
        t.rich(attempts > 0 ? "nextTry" : "leaves", {
          at: () => <Moment at={nextAt} withDay />,
          count: attempts,
        })}
    </p>
  );
}

type LogTranslate = ReturnType<typeof useTranslations<"alerts.log">>;

function nameOfMonitor(t: LogTranslate, { monitor, event, about }: DeliveryView): string {
  if (event === "test") return t("testMessage");
  return monitor?.name ?? about;
}
