"use client";

import { ChevronDown } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { classNames } from "#ui/primitives/class-names.ts";
import { Menu, MenuContent, MenuTrigger } from "#ui/primitives/menu.tsx";
import { SectionItem } from "./nav-menu.tsx";
import { SECTIONS } from "./sections.ts";

const REST = SECTIONS.filter(({ primary }) => !primary);

/** The sections for which there is no room in a window of middling width. */
export function MoreMenu({ className }: { className?: string }) {
  const t = useTranslations("shell");
  const path = usePathname();
  const present = REST.find(({ href }) => path.startsWith(href));
  return (
    <Menu>
      <MenuTrigger
        className={classNames(
          "flex h-9 shrink-0 items-center gap-1 rounded-md px-3 text-sm font-medium transition-colors",
          present === undefined ? "text-ink-2 hover:bg-hover hover:text-ink" : "bg-hover text-ink",
          className,
        )}
      >
        {present === undefined ? t("more") : t(`sections.${present.name}`)}
        <ChevronDown aria-hidden className="size-4 text-ink-3" />
      </MenuTrigger>
      <MenuContent align="start">
        {REST.map((section) => (
          <SectionItem key={section.href} section={section} isPresent={section === present} />
        ))}
      </MenuContent>
    </Menu>
  );
}
