"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { Role } from "#contracts/role.ts";
import { classNames } from "#ui/primitives/class-names.ts";

const TABS = [
  { href: "/settings", name: "general", roles: ["viewer", "editor", "admin", "owner"] },
  { href: "/settings/members", name: "members", roles: ["admin", "owner"] },
  { href: "/settings/secrets", name: "secrets", roles: ["editor", "admin", "owner"] },
  { href: "/settings/hooks", name: "hooks", roles: ["editor", "admin", "owner"] },
  { href: "/settings/import", name: "import", roles: ["editor", "admin", "owner"] },
  { href: "/settings/api-keys", name: "keys", roles: ["admin", "owner"] },
  { href: "/settings/locations", name: "locations", roles: ["admin", "owner"] },
  { href: "/settings/audit-log", name: "audit", roles: ["admin", "owner"] },
] as const satisfies readonly { href: Route; name: string; roles: readonly Role[] }[];

export function SettingsTabs({ role }: { role: Role }) {
  const t = useTranslations("team.tabs");
  const path = usePathname();
  return (
    <nav aria-label={t("label")} className="-mx-4 -mt-3 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-4">
        {TABS.filter(({ roles }) => roles.some((allowed) => allowed === role)).map(({ href, name }) => (
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
