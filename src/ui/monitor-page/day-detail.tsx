"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { UptimeDay } from "#contracts/uptime-history.ts";
import { useDescribeDay } from "./use-describe-day.ts";

const SHOWN = 3;

/** Under the bars and always there, so that its links can be reached by finger and key and nothing jumps. */
export function DayDetail({ day }: { day: UptimeDay }) {
  const t = useTranslations("monitorPage.uptime");
  const describe = useDescribeDay();
  const others = day.incidents.length - SHOWN;
  return (
    <div className="mt-2 flex min-h-14 flex-wrap justify-between gap-x-6 gap-y-1 border-t pt-2 text-xs">
      <div className="min-w-0">
        <p className="font-medium tabular-nums">{describe(day)}</p>
        <ul className="flex flex-wrap gap-x-3 text-ink-2">
          {day.incidents.slice(0, SHOWN).map(({ id, cause }) => (
            <li key={id} className="min-w-0">
              <Link href={`/incidents/${id}`} className="rounded break-words underline">
                {cause}
              </Link>
            </li>
          ))}
          {others > 0 && <li>{t("moreIncidents", { count: others })}</li>}
        </ul>
      </div>
      <DayLegend />
    </div>
  );
}

function DayLegend() {
  const t = useTranslations("monitorPage.uptime.legend");
  const box = "inline-block w-1.5 align-middle mr-1.5";
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 self-start text-ink-3">
      <li>
        <span className={`${box} h-3 bg-up-fill`} />
        {t("up")}
      </li>
      <li>
        <span className={`${box} h-3 border-b-6 border-down-fill bg-up-fill bg-clip-padding`} />
        {t("down")}
      </li>
      <li>
        <span
          className={`${box} h-3 bg-[repeating-linear-gradient(45deg,var(--idle-fill)_0_1.5px,var(--idle-soft)_1.5px_4px)]`}
        />
        {t("maintenance")}
      </li>
      <li>
        <span className={`${box} h-1 bg-line-strong`} />
        {t("none")}
      </li>
    </ul>
  );
}
