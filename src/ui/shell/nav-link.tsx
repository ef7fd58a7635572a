"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { classNames } from "#ui/primitives/class-names.ts";

type NavLinkProps = { href: Route; className?: string; children: ReactNode };

export function NavLink({ href, className, children }: NavLinkProps) {
  const current = usePathname().startsWith(href);
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className={classNames(
        "flex h-9 shrink-0 items-center rounded-md px-2.5 text-sm font-medium transition-colors",
        current ? "bg-hover text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
        className,
      )}
    >
      {children}
    </Link>
  );
}
