"use client";

import { ExternalLink } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { StatusPageListItem } from "#contracts/status-page.ts";
import { ComponentStateLabel } from "./component-state-label.tsx";
import { PageStateLabel } from "./page-state-label.tsx";
import { plainAddress } from "./plain-address.ts";

export function StatusPageRow({ page }: { page: StatusPageListItem }) {
  const t = useTranslations("statusPages.row");
  const counts = [
    page.openPosts > 0 && t("openPosts", { count: page.openPosts }),
    page.drafts > 0 && t("drafts", { count: page.drafts }),
    t("subscribers", { count: page.subscribers }),
  ].filter((count) => count !== false);
  return (
    <li className="relative flex flex-col gap-x-6 gap-y-2 px-4 py-4 hover:bg-hover md:flex-row md:items-center md:justify-between">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h2 className="min-w-0 text-[0.9375rem] font-semibold break-words">
            <Link
              href={`/status-pages/${page.id}/content` as Route}
              className="rounded-sm after:absolute after:inset-0"
            >
              {page.title}
            </Link>
          </h2>
          <PageStateLabel page={page} />
        </div>
        <p className="flex flex-wrap items-center gap-x-2 text-[0.8125rem] text-ink-3">
          <a
            href={page.url}
            target="_blank"
            rel="noreferrer"
            className="relative inline-flex min-h-6 min-w-0 items-center gap-1.5 rounded-sm font-mono text-xs break-all hover:text-ink hover:underline"
          >
            {plainAddress(page.url)}
            <ExternalLink aria-hidden className="size-3 shrink-0" />
            <span className="sr-only">{t("opensNew")}</span>
          </a>
          <span aria-hidden>·</span>
          <span>{t(`access.${page.access}`)}</span>
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 md:w-72 md:flex-col md:items-end">
        {page.components === 0 ? (
          <p className="text-[0.8125rem] text-ink-3">{t("nothing")}</p>
        ) : (
          <ComponentStateLabel state={page.worst} />
        )}
        <p className="text-xs text-ink-3 tabular-nums">{counts.join(" · ")}</p>
      </div>
    </li>
  );
}
