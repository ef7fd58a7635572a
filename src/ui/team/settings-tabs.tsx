"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { classNames } from "#ui/primitives/class-names.ts";

const TABS = [
  { href: "/settings", name: "general", forAdmins: false },
  { href: "/settings/members", name: "members", forAdmins: true },
  { href: "/settings/api-keys", name: "keys", forAdmins: true },
  { href: "/settings/audit-log", name: "audit", forAdmins: true },
] as const satisfies readonly { href: Route; name: string; forAdmins: boolean }[];

export function SettingsTabs({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations("team.tabs");
  const path = usePathname();
  return (
    <nav aria-label={t("label")} className="-mx-4 -mt-3 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-4">
        {TABS.filter(({ forAdmins }) => isAdmin || !forAdmins).map(({ href, name }) => (
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
              {t(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
