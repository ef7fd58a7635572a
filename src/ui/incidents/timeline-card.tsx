"use client";

import { BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import type { IncidentDetail, IncidentEventKind } from "#contracts/incident.ts";
import { EVENT_LOOKS } from "#ui/alerts/delivery-words.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { ForEditors } from "#ui/team/for-editors.tsx";
import { EVENT_ICONS } from "./incident-words.ts";
import { mergeTimeline, type TimelineEntry } from "./merge-timeline.ts";
import { SayForm } from "./say-form.tsx";

type TimelineCardProps = { incident: IncidentDetail; nameOf: (region: string) => string };

export function TimelineCard({ incident, nameOf }: TimelineCardProps) {
  const t = useTranslations("incidents.timeline");
  const entries = mergeTimeline(incident.events, incident.told);
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={t("note")} />
      {entries.length === 0 && <p className="px-4 py-8 text-center text-sm text-ink-3">{t("none")}</p>}
      <ol className="px-4 py-1 empty:hidden">
        {entries.map((entry) => (
          <Entry key={entry.key} entry={entry} nameOf={nameOf} />
        ))}
      </ol>
      <ForEditors>
        <SayForm id={incident.id} />
      </ForEditors>
    </Card>
  );
}

function Entry({ entry, nameOf }: { entry: TimelineEntry; nameOf: (region: string) => string }) {
  const { icon: Icon, title, text, byline, lang } = useDescription(entry, nameOf);
  return (
    <li className="relative flex gap-3 py-2.5 before:absolute before:top-8 before:-bottom-2.5 before:left-2 before:w-px before:bg-line last:before:hidden">
      <Icon aria-hidden className="relative mt-0.5 size-4 shrink-0 text-ink-3" strokeWidth={2.25} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap justify-between gap-x-3">
          <p className="min-w-0 font-medium break-words">
            {title}
            {byline !== null && <span className="font-normal text-ink-3"> · {byline}</span>}
          </p>
          <p className="text-xs text-ink-3 tabular-nums">
            <Moment at={entry.at} withDay />
          </p>
        </div>
        {text !== null && (
          <p lang={lang} className="text-[0.8125rem] text-pretty break-words whitespace-pre-line text-ink-2">
            {text}
          </p>
        )}
      </div>
    </li>
  );
}

const BY_PEOPLE = new Set<IncidentEventKind>(["created", "comment", "update"]);

/** `lang` is of the text: what Uptick says of a step is English. */
function useDescription(entry: TimelineEntry, nameOf: (region: string) => string) {
  const t = useTranslations("incidents");
  const look = useTranslations("common.look");
  if (entry.kind === "message") {
    const title = t(`telling.${entry.telling}`, { channel: entry.channel });
    return {
      icon: BellRing,
      title,
      text: entry.note,
      byline: look(EVENT_LOOKS[entry.event].word),
      lang: "en",
    };
  }
  const byline = entry.actor ?? (entry.region === null ? null : nameOf(entry.region));
  return {
    icon: EVENT_ICONS[entry.event],
    title: t(`event.${entry.event}`),
    text: entry.message,
    byline,
    lang: BY_PEOPLE.has(entry.event) ? undefined : "en",
  };
}
