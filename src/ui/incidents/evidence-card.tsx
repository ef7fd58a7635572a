"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { IncidentDetail, IncidentEvidenceView } from "#contracts/incident.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { EvidenceView } from "#ui/monitor-page/evidence-view.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { isFailure } from "#ui/verdict/outcome-words.ts";
import { VerdictIcon } from "#ui/verdict/verdict-badge.tsx";

type EvidenceCardProps = { incident: IncidentDetail; nameOf: (region: string) => string };

/** What each region saw when it opened: kept when the checks themselves are gone. */
export function EvidenceCard({ incident: { evidence, monitor }, nameOf }: EvidenceCardProps) {
  const t = useTranslations("incidents.evidence");
  if (evidence.length === 0) return null;
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={t("note")} />
      <ul className="divide-y">
        {evidence.map((seen, index) => (
          <Seen
            key={`${seen.region} ${seen.tick.scheduledAt}`}
            seen={seen}
            name={nameOf(seen.region)}
            open={index === 0}
            monitorId={monitor?.id ?? null}
          />
        ))}
      </ul>
    </Card>
  );
}

type SeenProps = { seen: IncidentEvidenceView; name: string; open: boolean; monitorId: string | null };

function Seen({ seen: { tick, evidence }, name, open, monitorId }: SeenProps) {
  const failed = isFailure(tick.outcome);
  const t = useTranslations("incidents.evidence");
  const outcome = useTranslations("common.outcome")(tick.outcome);
  const latency = useFormat().latency(tick.totalUs / 1000);
  const { status } = tick;
  return (
    <li>
      <details open={open} className="group">
        <summary className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 hover:bg-hover/60">
          <ChevronRight aria-hidden className="size-4 text-ink-3 transition-transform group-open:rotate-90" />
          <VerdictIcon verdict={failed ? "down" : "up"} />
          <span className="font-medium">{name}</span>
          <span className="text-[0.8125rem] text-ink-2">
            {status === null
              ? t("seen", { outcome, latency })
              : t("seenStatus", { outcome, status: String(status), latency })}
          </span>
          <span className="ml-auto text-xs text-ink-3 tabular-nums">
            <Moment at={tick.scheduledAt} withDay />
          </span>
        </summary>
        <div className="border-t bg-bg px-4 py-4">
          {evidence === null ? (
            <p className="text-[0.8125rem] text-ink-3">{t("gone")}</p>
          ) : (
            <EvidenceView evidence={evidence} monitorId={monitorId} />
          )}
        </div>
      </details>
    </li>
  );
}
