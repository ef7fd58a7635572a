import { ChevronRight, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { MonitorDetail } from "#contracts/view.ts";
import { Moment } from "#ui/live/time-ago.tsx";

export function OpenIncidentBanner({ incident }: { incident: NonNullable<MonitorDetail["openIncident"]> }) {
  const t = useTranslations("incidents");
  return (
    <Link
      href={`/incidents/${incident.id}`}
      className="flex items-start gap-3 rounded-xl border border-down/30 bg-down-soft px-4 py-3 text-[0.8125rem]"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-down" />
      <span className="min-w-0 flex-1 break-words">
        {t.rich("banner", {
          b: (text) => <span className="font-semibold text-down">{text}</span>,
          at: () => <Moment at={incident.openedAt} withDay />,
          cause: () => <span lang="en">{incident.cause}</span>,
        })}
      </span>
      <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
    </Link>
  );
}
