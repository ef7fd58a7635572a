"use client";

import { useTranslations } from "next-intl";
import type { SystemHealth } from "#contracts/system-health.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeSince } from "#ui/live/time-ago.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { Figure } from "#ui/primitives/figure.tsx";

/** How much is done, how much is missed and what waits, each with a plain sentence. */
export function ThroughputCard({ health }: { health: SystemHealth }) {
  const t = useTranslations("system.work");
  const format = useFormat();
  const planned = sum(health.regions.map(({ plannedPerMin }) => plannedPerMin));
  const counted = health.regions.filter(({ donePerMin }) => donePerMin !== null);
  const done = counted.length === 0 ? null : sum(counted.map(({ donePerMin }) => donePerMin ?? 0));
  const missed = sum(health.gaps.map(({ count }) => count));
  const { waiting, sinceAt } = health.outbox;
  return (
    <Card className="overflow-hidden" aria-label={t("title")}>
      <dl className="-m-px grid grid-cols-2 lg:grid-cols-4 [&>div]:border-t [&>div]:border-l">
        <Figure label={t("planned")} value={format.count(Math.round(planned))} note={t("plannedNote")} />
        <Figure
          label={t("done")}
          value={done === null ? "–" : format.count(Math.round(done))}
          note={t(done === null ? "doneLater" : "doneNote")}
        />
        <Figure
          label={t("missed")}
          value={format.count(missed)}
          note={t(missed === 0 ? "missedNone" : "missedNote", { hours: health.hours })}
        />
        <Figure
          label={t("outbox")}
          value={format.count(waiting)}
          note={
            sinceAt === null
              ? t("outboxEmpty")
              : t.rich("outboxSince", { age: () => <TimeSince at={sinceAt} /> })
          }
        />
      </dl>
    </Card>
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
