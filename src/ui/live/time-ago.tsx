"use client";

import { useTranslations } from "next-intl";
import { usePreferences } from "#ui/format/preferences-context.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { useNow } from "./use-now.ts";

/** "12 s ago", counting, or the time itself for whoever prefers that; the exact moment on hover, and of all by the key `t`. */
export function TimeAgo({ at }: { at: number }) {
  const { moments } = usePreferences();
  return moments === "absolute" ? <Moment at={at} withDay /> : <CountingAgo at={at} />;
}

function CountingAgo({ at }: { at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={useExactly(at)} suppressHydrationWarning>
      {useFormat().relative(at, now)}
    </time>
  );
}

/** "2 h 5 min", counting since `at`. */
export function TimeSince({ at }: { at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={useExactly(at)} suppressHydrationWarning>
      {useFormat().duration(now - at)}
    </time>
  );
}

/** The time in the reader's zone. */
export function Moment({ at, withDay = false }: { at: number; withDay?: boolean }) {
  const format = useFormat();
  return (
    <time dateTime={new Date(at).toISOString()} title={useExactly(at)}>
      {withDay && <span className="text-ink-3">{format.day(at)} </span>}
      {format.moment(at)}
    </time>
  );
}

/** In the reader's zone and, where that is another one, in UTC. */
function useExactly(at: number): string {
  const t = useTranslations("format");
  const format = useFormat();
  const own = format.full(at);
  return format.timeZone === "UTC" ? own : t("exactly", { own, utc: format.full(at, "UTC") });
}
