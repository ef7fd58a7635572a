"use client";

import { useFormat } from "#ui/format/use-format.ts";

/** From … until …, in the reader's zone. */
export function Span({ startsAt, endsAt }: { startsAt: number; endsAt: number }) {
  return <time dateTime={new Date(startsAt).toISOString()}>{useFormat().span({ startsAt, endsAt })}</time>;
}
