import { Tag } from "#contracts/maintenance.ts";
import type { ShownVerdict } from "#contracts/view.ts";

export type ListFilter = { search: string; status: ShownVerdict | null; tag: string | null };

/** Same in the server's prefetch and in the browser, or the prefetched page would not be found. */
export function listInput({ search, status, tag }: ListFilter) {
  return {
    limit: 50,
    ...(search === "" ? {} : { search }),
    ...(status === null ? {} : { status }),
    ...(tag === null ? {} : { tag }),
  };
}

const VERDICTS: readonly ShownVerdict[] = [
  "down",
  "degraded",
  "flapping",
  "unknown",
  "up",
  "maintenance",
  "paused",
];

/** The verdicts in the order in which they deserve attention. */
export const FILTER_ORDER = VERDICTS;

type Typed = { search: string | null; status: string | null; tag: string | null };

export function readFilter({ search, status, tag }: Typed): ListFilter {
  return {
    search: (search ?? "").trim().slice(0, 200),
    status: VERDICTS.find((verdict) => verdict === status) ?? null,
    tag: Tag.safeParse(tag).data ?? null,
  };
}
