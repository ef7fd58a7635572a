"use client";

import { ExternalLink } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CopyButton } from "#ui/account/copy-button.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { PageActions } from "./page-actions.tsx";
import { PageStateLabel } from "./page-state-label.tsx";
import { plainAddress } from "./plain-address.ts";
import { useStatusPage } from "./use-status-page.ts";

/** Above all tabs of a page. */
export function StatusPageHeader() {
  const t = useTranslations("statusPages");
  const { page, canEdit, query } = useStatusPage();
  if (page === undefined) return <QueryError title={t("pageNotLoaded")} query={query} />;
  return (
    <header className="flex flex-col gap-3">
      <Link
        href={"/status-pages" as Route}
        className="self-start text-[0.8125rem] font-medium text-ink-2 hover:text-ink hover:underline"
      >
        ← {t("back")}
      </Link>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="flex min-w-0 flex-col gap-1.5 sm:flex-1 sm:basis-80">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
            <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{page.title}</h1>
            <PageStateLabel page={page} />
          </div>
          <div className="flex min-w-0 items-center gap-1.5">
            <span className="min-w-0 font-mono text-xs break-all text-ink-2">{plainAddress(page.url)}</span>
            <CopyButton text={page.url} label={t("header.copy")} quiet />
            <Button asChild variant="ghost" size="icon" className="size-8">
              <a
                href={page.state === "published" ? page.url : `/status/${page.slug}`}
                target="_blank"
                rel="noreferrer"
                aria-label={t("header.open")}
              >
                <ExternalLink aria-hidden className="size-4" />
              </a>
            </Button>
          </div>
        </div>
        {canEdit && <PageActions page={page} />}
      </div>
      {!canEdit && <p className="text-[0.8125rem] text-ink-3">{t("header.readOnly")}</p>}
    </header>
  );
}
