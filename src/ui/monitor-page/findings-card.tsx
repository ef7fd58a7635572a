"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FindingView } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { useNow } from "#ui/live/use-now.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { type FindingGroup, type FindingValue, groupFindings } from "./group-findings.ts";

/** What the checks found out about the target beside whether it answers. */
export function FindingsCard({ findings }: { findings: readonly FindingView[] }) {
  const t = useTranslations("monitorPage.findings");
  const now = useNow();
  if (findings.length === 0) return null;
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={t("note")} />
      <dl className="grid gap-px overflow-hidden rounded-b-xl bg-line sm:grid-cols-2 lg:grid-cols-3">
        {groupFindings(findings, now).map((group) => (
          <div key={group.key} className="min-w-0 bg-surface px-4 py-3">
            <dt className="text-xs text-ink-3">{t(`key.${group.key}`)}</dt>
            {group.values.map((value) => (
              <dd key={value.value} className="mt-0.5 font-medium wrap-anywhere">
                <Value of={group.key} value={value} />
                {value.regions !== null && (
                  <span className="block text-xs font-normal text-ink-3">{value.regions.join(", ")}</span>
                )}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Value({ of: key, value }: { of: FindingGroup["key"]; value: FindingValue }) {
  const t = useTranslations("monitorPage.findings");
  const format = useFormat();
  if (value.endsAt !== null && value.daysLeft !== null) {
    const words = { days: value.daysLeft, date: format.date(value.endsAt) };
    return (
      <span
        className={classNames("inline-flex items-center gap-1.5", value.isSoon && "text-warn")}
        suppressHydrationWarning
      >
        {value.isSoon && <TriangleAlert aria-hidden className="size-3.5 shrink-0" />}
        {value.daysLeft < 0 ? t("ended", words) : t("endsIn", words)}
      </span>
    );
  }
  if (key === "lcpMs" || key === "inpMs") return format.latency(Number(value.value));
  return <span data-verbatim="">{key === "httpVersion" ? `HTTP/${value.value}` : value.value}</span>;
}
