"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { classNames } from "#ui/primitives/class-names.ts";

const SECTIONS = ["profile", "reading", "sign-in", "two-factor", "passkeys", "devices", "data"] as const;

const EDGE_PX = 16;

/** Jumps within the page; the section that is being read is marked. */
export function AccountNav() {
  const t = useTranslations("account.nav");
  const current = useSectionInView();
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the bar is longer than the screen.
    const chip = bar.current?.querySelector<HTMLElement>(`[href="#${current}"]`);
    if (chip) bar.current?.scrollTo({ left: chip.offsetLeft - EDGE_PX });
  }, [current]);
  return (
    <nav
      ref={bar}
      aria-label={t("label")}
      className="sticky top-14 z-10 -mx-4 overflow-x-auto border-b bg-bg/95 px-4 backdrop-blur-sm [scrollbar-width:none] sm:-mx-6 sm:px-6 lg:top-20 lg:mx-0 lg:self-start lg:overflow-visible lg:border-none lg:bg-transparent lg:px-0"
    >
      <ul className="flex gap-1 py-2 lg:flex-col lg:py-0">
        {SECTIONS.map((id) => (
          <li key={id}>
            <a
              href={`#${id}`}
              aria-current={current === id ? "location" : undefined}
              className={classNames(
                "block rounded-md px-2.5 py-1.5 text-[0.8125rem] font-medium whitespace-nowrap",
                current === id
                  ? "bg-accent-soft text-accent-text"
                  : "text-ink-2 hover:bg-hover hover:text-ink",
              )}
            >
              {t(id)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The first section whose body is below the bars at the top. */
function useSectionInView(): string {
  const [current, setCurrent] = useState<string>(SECTIONS[0]);
  useEffect(() => {
    const visible = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) visible.add(target.id);
          else visible.delete(target.id);
        }
        const first = SECTIONS.find((id) => visible.has(id));
        if (first !== undefined) setCurrent(first);
      },
      { rootMargin: "-112px 0px -55% 0px" },
    );
    for (const id of SECTIONS) {
      const section = document.getElementById(id);
      if (section !== null) observer.observe(section);
    }
    return () => observer.disconnect();
  }, []);
  return current;
}
