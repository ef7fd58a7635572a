"use client";

import { Megaphone } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Policy } from "#contracts/policy.ts";
import { estimateAlert } from "#domain/policy/estimate-alert.ts";
import { useFormat } from "#ui/format/use-format.ts";

type MonitorWordsProps = {
  policy: Policy;
  /** NaN while it is not a number yet. */
  intervalSec: number;
  regions: number;
};

/** What these settings do, and how soon an alert leaves. */
export function MonitorWords({ policy, intervalSec, regions }: MonitorWordsProps) {
  const t = useTranslations("monitorForm.words");
  const format = useFormat();
  if (!(intervalSec > 0) || regions === 0) return null;
  const { needed, failures, withinMs } = estimateAlert(policy, { regions, intervalMs: intervalSec * 1000 });
  const times = failures > 2 ? t("many", { count: failures }) : t(failures === 1 ? "once" : "twice");
  const alert = () => {
    if (regions === 1) return t("alertOfOne", { times });
    if (needed === 1) return t("alertOfAny", { times });
    return t("alert", { needed, regions, times, all: needed === regions ? "yes" : "no" });
  };
  return (
    <p
      aria-live="polite"
      className="flex items-start gap-2.5 rounded-lg bg-sunken px-3.5 py-3 text-[0.8125rem] text-pretty"
    >
      <Megaphone aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <span>
        {t("checked", { interval: format.interval(intervalSec), regions })} {alert()}{" "}
        {t("within", { duration: format.duration(Math.ceil(withinMs / 1000) * 1000) })}
      </span>
    </p>
  );
}
