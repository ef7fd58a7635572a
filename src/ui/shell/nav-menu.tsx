"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { OpenIncidentCount } from "#ui/incidents/open-incident-count.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#ui/primitives/menu.tsx";
import { SECTIONS } from "./sections.ts";

/** The navigation where there is no room for it: where one is, and behind it everywhere else. */
export function NavMenu() {
  const path = usePathname();
  const present = SECTIONS.find(({ href }) => path.startsWith(href));
  return (
    <Menu>
      <MenuTrigger className="flex h-9 min-w-0 items-center gap-1.5 rounded-md px-2.5 text-sm font-semibold hover:bg-hover">
        <span className="truncate">{present?.label ?? "Go to"}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
      </MenuTrigger>
      <MenuContent align="start" className="w-60">
        {SECTIONS.map(({ href, label }) => (
          <MenuItem key={href} asChild>
            <Link
              href={href}
              aria-current={href === present?.href ? "page" : undefined}
              className={classNames("min-h-11", href === present?.href && "font-semibold text-accent-text")}
            >
              {label}
              {href === "/incidents" && <OpenIncidentCount />}
            </Link>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
