import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OpenIncidentCount, OpenIncidentsLink } from "#ui/incidents/open-incident-count.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { AccountMenu } from "./account-menu.tsx";
import { LogoMark } from "./logo.tsx";
import { MoreMenu } from "./more-menu.tsx";
import { NavLink } from "./nav-link.tsx";
import { NavMenu } from "./nav-menu.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { SECTIONS } from "./sections.ts";

type TopBarProps = {
  email: string;
  name: string | null;
  workspace: string;
  /** Where one changes to another workspace; without it the name stands in the account menu alone. */
  workspaces?: ReactNode;
};

export function TopBar({ email, name, workspace, workspaces }: TopBarProps) {
  const t = useTranslations("shell");
  return (
    <header className="sticky top-0 z-30 border-b bg-surface/90 backdrop-blur-md">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2"
      >
        {t("skip")}
      </a>
      <div className="mx-auto flex h-14 max-w-7xl items-center gap-1 px-4 sm:gap-1.5 sm:px-6">
        <Link
          href="/monitors"
          aria-label="Uptick"
          className="mr-1 flex shrink-0 items-center gap-2.5 rounded-md lg:mr-3"
        >
          <LogoMark className="size-7" />
          <span
            className={classNames(
              "text-[0.9375rem] font-semibold tracking-tight max-lg:hidden",
              workspaces !== undefined && "max-xl:hidden",
            )}
          >
            Uptick
          </span>
        </Link>
        {workspaces}
        <nav aria-label={t("navigation")} className="flex min-w-0 flex-1 items-center">
          <div className="flex min-w-0 items-center gap-1 md:hidden">
            <NavMenu />
            <OpenIncidentsLink />
          </div>
          <div className="hidden items-center gap-0.5 md:flex">
            {SECTIONS.map(({ href, name: section, primary }) => (
              <NavLink key={href} href={href} {...(!primary && { className: "max-xl:hidden" })}>
                {t(`sections.${section}`)}
                {section === "incidents" && <OpenIncidentCount />}
              </NavLink>
            ))}
            <MoreMenu className="xl:hidden" />
          </div>
        </nav>
        <PaletteButton />
        <AccountMenu email={email} name={name} workspace={workspace} />
      </div>
    </header>
  );
}
