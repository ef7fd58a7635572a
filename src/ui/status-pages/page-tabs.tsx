"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { classNames } from "#ui/primitives/class-names.ts";

const TABS = ["content", "posts", "look", "access", "subscribers", "share"] as const;

export function PageTabs({ id }: { id: string }) {
  const t = useTranslations("statusPages.tabs");
  const path = usePathname();
  return (
    <nav aria-label={t("label")} className="-mx-4 -mt-1 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-4">
        {TABS.map((tab) => {
          const href = `/status-pages/${id}/${tab}`;
          const current = path === href || path.startsWith(`${href}/`);
          return (
            <li key={tab}>
              <Link
                href={href as Route}
                aria-current={current ? "page" : undefined}
                className={classNames(
                  "-mb-px flex h-10 items-center border-b-2 text-[0.8125rem] font-medium whitespace-nowrap",
                  current ? "border-accent-text text-ink" : "border-transparent text-ink-2 hover:text-ink",
                )}
              >
                {t(tab)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
