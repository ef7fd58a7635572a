"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useFormat } from "#ui/format/use-format.ts";
import { Button } from "#ui/primitives/button.tsx";

/** The next page is asked for before its place is reached. */
const AHEAD = "800px";

type LoadMoreProps = { shown: number; total: number; busy: boolean; onLoad: () => void };

/** Loads by itself when its place comes near; the button is for whoever does not scroll. */
export function LoadMore({ shown, total, busy, onLoad }: LoadMoreProps) {
  const t = useTranslations("monitors");
  const format = useFormat();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = place;
    if (current === null || shown === 0) return;
    // On a busy machine several come at once: the last one is how it is.
    const observer = new IntersectionObserver((entries) => entries.at(-1)?.isIntersecting && onLoad(), {
      rootMargin: AHEAD,
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [shown, onLoad]);
  return (
    <div ref={place} className="flex flex-col items-center gap-2">
      <Button onClick={onLoad} busy={busy}>
        {t("loadMore")}
      </Button>
      <p className="text-xs text-ink-3 tabular-nums">{t("shown", { shown: format.count(shown), total })}</p>
    </div>
  );
}
