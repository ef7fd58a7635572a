"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { classNames } from "#ui/primitives/class-names.ts";

const TABS = [
  { href: "/alerts", name: "channels" },
  { href: "/alerts/escalation", name: "escalation" },
  { href: "/alerts/on-call", name: "onCall" },
  { href: "/alerts/rules", name: "rules" },
] as const satisfies readonly { href: Route; name: string }[];

export function AlertsTabs() {
  const t = useTranslations("alerts");
  const path = usePathname();
  return (
    <nav aria-label={t("title")} className="-mx-4 -mt-3 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-4">
        {TABS.map(({ href, name }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className={classNames(
                "-mb-px flex h-10 items-center border-b-2 text-[0.8125rem] font-medium whitespace-nowrap",
                path === href
                  ? "border-accent-text text-ink"
                  : "border-transparent text-ink-2 hover:text-ink",
              )}
            >
              {t(`tabs.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
