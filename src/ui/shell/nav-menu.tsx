"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { OpenIncidentCount } from "#ui/incidents/open-incident-count.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#ui/primitives/menu.tsx";
import { SECTIONS, SETTINGS } from "./sections.ts";

/** The navigation where there is no room for it: where one is, and behind it everywhere else. */
export function NavMenu() {
  const t = useTranslations("shell");
  const path = usePathname();
  const present = [...SECTIONS, ...SETTINGS].find(({ href }) => path.startsWith(href));
  return (
    <Menu>
      <MenuTrigger className="flex h-9 min-w-0 items-center gap-1.5 rounded-md px-2.5 text-sm font-semibold hover:bg-hover">
        <span className="truncate">{present === undefined ? t("goTo") : t(`sections.${present.name}`)}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
      </MenuTrigger>
      <MenuContent align="start" className="w-60">
        {SECTIONS.map((section) => (
          <SectionItem key={section.href} section={section} isPresent={section.href === present?.href} />
        ))}
        <MenuSeparator />
        {SETTINGS.map((section) => (
          <SectionItem key={section.href} section={section} isPresent={section.href === present?.href} />
        ))}
      </MenuContent>
    </Menu>
  );
}

type SectionItemProps = {
  section: (typeof SECTIONS)[number] | (typeof SETTINGS)[number];
  isPresent: boolean;
};

export function SectionItem({ section, isPresent }: SectionItemProps) {
  const t = useTranslations("shell.sections");
  return (
    <MenuItem asChild>
      <Link
        href={section.href}
        aria-current={isPresent ? "page" : undefined}
        className={classNames("min-h-11 md:min-h-8", isPresent && "font-semibold text-accent-text")}
      >
        {t(section.name)}
        {section.name === "incidents" && <OpenIncidentCount />}
      </Link>
    </MenuItem>
  );
}
