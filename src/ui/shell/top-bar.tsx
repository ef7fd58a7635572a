import Link from "next/link";
import { OpenIncidentCount, OpenIncidentsLink } from "#ui/incidents/open-incident-count.tsx";
import { ThemeMenu } from "#ui/theme/theme-menu.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { LogoMark } from "./logo.tsx";
import { NavLink } from "./nav-link.tsx";
import { NavMenu } from "./nav-menu.tsx";
import { SECTIONS } from "./sections.ts";

type TopBarProps = { email: string; name: string | null; workspace: string };

export function TopBar({ email, name, workspace }: TopBarProps) {
  return (
    <header className="sticky top-0 z-30 border-b bg-surface/90 backdrop-blur-md">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <div className="mx-auto flex h-14 max-w-7xl items-center gap-1 px-4 sm:gap-2 sm:px-6">
        <Link
          href="/monitors"
          aria-label="Uptick"
          className="mr-1 flex shrink-0 items-center gap-2.5 rounded-md sm:mr-5"
        >
          <LogoMark className="size-7" />
          <span className="text-[0.9375rem] font-semibold tracking-tight max-sm:hidden">Uptick</span>
        </Link>
        <nav aria-label="Main" className="flex min-w-0 flex-1 items-center">
          <div className="flex min-w-0 items-center gap-1 md:hidden">
            <NavMenu />
            <OpenIncidentsLink />
          </div>
          <div className="hidden items-center gap-1 md:flex">
            {SECTIONS.map(({ href, label }) => (
              <NavLink key={href} href={href}>
                {label}
                {href === "/incidents" && <OpenIncidentCount />}
              </NavLink>
            ))}
          </div>
        </nav>
        <ThemeMenu />
        <AccountMenu email={email} name={name} workspace={workspace} />
      </div>
    </header>
  );
}
