"use client";

import { formatAgo, formatDuration } from "#ui/format/format-duration.ts";
import { formatDay, formatMoment } from "#ui/format/format-moment.ts";
import { useHydrated } from "./use-hydrated.ts";
import { useNow } from "./use-now.ts";

/** "12 s ago", counting; the exact time on hover. */
export function TimeAgo({ at }: { at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={useMoment(at)} suppressHydrationWarning>
      {formatAgo(at, now)}
    </time>
  );
}

/** "2 h 5 min", counting since `at`. */
export function TimeSince({ at }: { at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={useMoment(at)} suppressHydrationWarning>
      {formatDuration(now - at)}
    </time>
  );
}

/** The exact time in the reader's zone. */
export function Moment({ at, withDay = false }: { at: number; withDay?: boolean }) {
  const hydrated = useHydrated();
  const zone = hydrated ? undefined : "UTC";
  return (
    <time dateTime={new Date(at).toISOString()} title={useMoment(at)}>
      {withDay && <span className="text-ink-3">{formatDay(at, zone)} </span>}
      {formatMoment(at, zone)}
    </time>
  );
}

function useMoment(at: number): string {
  const zone = useHydrated() ? undefined : "UTC";
  return `${formatDay(at, zone)} ${formatMoment(at, zone)} (${zone ?? "local time"})`;
}
