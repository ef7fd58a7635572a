"use client";

import { CircleX, Rocket, Wrench } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ChartMark } from "#contracts/latency.ts";
import { useFormat } from "#ui/format/use-format.ts";

const LOOKS = {
  incident: { icon: CircleX, tone: "text-down" },
  maintenance: { icon: Wrench, tone: "text-idle" },
  deploy: { icon: Rocket, tone: "text-accent-text" },
};
const SHOWN = 8;

/** What the shades and lines in a chart mean, newest first. */
export function MarksList({ marks }: { marks: readonly ChartMark[] }) {
  const t = useTranslations("charts.marks");
  const format = useFormat();
  if (marks.length === 0) return null;
  const newest = marks.toReversed();
  return (
    <ul aria-label={t("title")} className="grid gap-x-6 gap-y-1 px-2 py-2 text-xs sm:grid-cols-2">
      {newest.slice(0, SHOWN).map((mark) => {
        const { icon: Icon, tone } = LOOKS[mark.kind];
        const ended = mark.toMs === null ? t("open") : format.time(mark.toMs);
        return (
          <li key={mark.id} className="flex min-w-0 items-start gap-1.5">
            <Icon aria-hidden className={`mt-px size-3.5 shrink-0 ${tone}`} />
            <span className="min-w-0 text-ink-2">
              <span className="sr-only">{t(mark.kind)}: </span>
              <span className="text-ink-3 tabular-nums">
                {format.day(mark.fromMs)}, {format.time(mark.fromMs)} – {ended}
              </span>{" "}
              {mark.kind === "incident" ? (
                <Link href={`/incidents/${mark.id}`} className="rounded break-words text-ink underline">
                  {mark.name}
                </Link>
              ) : (
                <span className="break-words text-ink">{mark.name}</span>
              )}
            </span>
          </li>
        );
      })}
      {newest.length > SHOWN && <li className="text-ink-3">{t("more", { count: newest.length - SHOWN })}</li>}
    </ul>
  );
}
