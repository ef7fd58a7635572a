"use client";

import { formatSpan } from "#ui/format/format-span.ts";
import { useHydrated } from "#ui/live/use-hydrated.ts";

/** From … until …, in the reader's zone. */
export function Span({ startsAt, endsAt }: { startsAt: number; endsAt: number }) {
  const zone = useHydrated() ? undefined : "UTC";
  return <time dateTime={new Date(startsAt).toISOString()}>{formatSpan({ startsAt, endsAt }, zone)}</time>;
}
