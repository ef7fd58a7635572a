import type { RegionCode } from "#contracts/region.ts";
import { checksKey } from "#contracts/stream-keys.ts";
import type { Deps } from "#server/runtime/deps.ts";

const BACKLOG_AGE_MS = 10_000;

export type Backlog = { length: number; readAt: number };

/** Entries that wait in the region's stream; asked again every 10 s, because each question is a billed command. */
export async function readBacklog(
  deps: Pick<Deps, "stream" | "clock">,
  memory: Map<RegionCode, Backlog>,
  region: RegionCode,
): Promise<number> {
  const now = deps.clock();
  const known = memory.get(region);
  if (known && now - known.readAt < BACKLOG_AGE_MS) return known.length;
  const length = await deps.stream.length(checksKey(region));
  memory.set(region, { length, readAt: now });
  return length;
}
