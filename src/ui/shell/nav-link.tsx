"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { classNames } from "#ui/primitives/class-names.ts";

export function NavLink({ href, children }: { href: Route; children: ReactNode }) {
  const current = usePathname().startsWith(href);
  const link = useRef<HTMLAnchorElement>(null);
  // On a phone the entries scroll sideways.
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  return (
    <Link
      ref={link}
      href={href}
      aria-current={current ? "page" : undefined}
      className={classNames(
        "flex h-9 shrink-0 items-center rounded-md px-1.5 text-[0.8125rem] font-medium transition-colors sm:px-3 sm:text-sm",
        current ? "bg-hover text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}
