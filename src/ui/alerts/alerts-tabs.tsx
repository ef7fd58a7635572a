"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "#ui/primitives/class-names.ts";

const TABS: readonly { href: Route; label: string }[] = [
  { href: "/alerts", label: "Channels" },
  { href: "/alerts/escalation", label: "Escalation" },
  { href: "/alerts/on-call", label: "On call" },
  { href: "/alerts/rules", label: "Default rules" },
];

export function AlertsTabs() {
  const path = usePathname();
  return (
    <nav aria-label="Alerts" className="-mx-4 -mt-3 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-4">
        {TABS.map(({ href, label }) => (
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
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
