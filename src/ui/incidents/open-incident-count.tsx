"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

const REFRESH_MS = 15_000;
const BADGE =
  "inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-down-soft px-1.5 text-xs font-semibold text-down tabular-nums";

/** Beside the entry in the navigation; nothing while all is well. */
export function OpenIncidentCount() {
  const t = useTranslations("incidents.count");
  const count = useOpenIncidentCount();
  if (count === null) return null;
  return <span className={`ml-1.5 ${BADGE}`}>{t.rich("open", { count, hidden })}</span>;
}

/** Where the entry is out of sight: the count says what it counts, and leads there. */
export function OpenIncidentsLink() {
  const t = useTranslations("incidents.count");
  const count = useOpenIncidentCount();
  if (count === null) return null;
  return (
    <Link href="/incidents" className="flex h-9 shrink-0 items-center rounded-md px-1.5">
      <span className={BADGE}>{t.rich("link", { count, hidden })}</span>
    </Link>
  );
}

const hidden = (text: ReactNode) => <span className="sr-only">{text}</span>;

/** Null while there is none. */
function useOpenIncidentCount(): string | null {
  const trpc = useTRPC();
  const { data: count = 0 } = useQuery(
    trpc.incident.openCount.queryOptions(undefined, { refetchInterval: REFRESH_MS }),
  );
  if (count === 0) return null;
  return count > 99 ? "99+" : String(count);
}
