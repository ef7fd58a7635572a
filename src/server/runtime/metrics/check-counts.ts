import type { ProbeReport } from "#contracts/probe-rpc.ts";
import type { Outcome } from "#contracts/tick.ts";
import { count } from "./metrics.ts";

/** What waits for its kind is forgotten beyond this: nobody scrapes then. */
const MOST_WAITING = 200_000;
/** An edit may give a monitor another kind. */
const KINDS_FOR_MS = 3_600_000;

/** Kinds of monitors by id. */
export type FindKinds = (monitorIds: readonly number[]) => Promise<ReadonlyMap<number, string>>;

type Waiting = { monitorId: number; region: string; outcome: Outcome; count: number };

/**
 * Counts checks by kind although reports do not name one: what a scrape does not know yet it asks for all at once, so
 * that a report costs no query.
 */
class CheckCounts {
  #kinds = new Map<number, string>();
  #kindsSinceMs = 0;
  #waiting = new Map<string, Waiting>();

  add(region: string, ticks: ProbeReport["ticks"]): void {
    const sums = new Map<string, { kind: string; outcome: Outcome; count: number }>();
    for (const { monitorId, outcome } of ticks) {
      const kind = this.#kinds.get(monitorId);
      if (kind === undefined) this.#keep(region, monitorId, outcome);
      else increase(sums, `${kind} ${outcome}`, { kind, outcome });
    }
    for (const { count: by, ...labels } of sums.values())
      count("uptick_checks_total", { region, ...labels }, by);
  }

  async settle(findKinds: FindKinds, nowMs: number): Promise<void> {
    if (nowMs - this.#kindsSinceMs > KINDS_FOR_MS) {
      this.#kinds = new Map();
      this.#kindsSinceMs = nowMs;
    }
    if (this.#waiting.size === 0) return;
    const waiting = [...this.#waiting.values()];
    const found = await findKinds([...new Set(waiting.map(({ monitorId }) => monitorId))]);
    for (const [id, kind] of found) this.#kinds.set(id, kind);
    for (const { monitorId, region, outcome, count: by } of waiting) {
      this.#waiting.delete(`${region} ${monitorId} ${outcome}`);
      const kind = found.get(monitorId);
      if (kind !== undefined) count("uptick_checks_total", { region, kind, outcome }, by);
    }
  }

  #keep(region: string, monitorId: number, outcome: Outcome): void {
    if (this.#waiting.size >= MOST_WAITING) return;
    increase(this.#waiting, `${region} ${monitorId} ${outcome}`, { monitorId, region, outcome });
  }
}

function increase<Row extends object>(
  rows: Map<string, Row & { count: number }>,
  key: string,
  row: Row,
): void {
  const known = rows.get(key);
  if (known) known.count += 1;
  else rows.set(key, { ...row, count: 1 });
}

// On globalThis: separately bundled routes must count into the same place.
const holder = globalThis as typeof globalThis & { uptickCheckCounts?: CheckCounts };

export function checkCounts(): CheckCounts {
  holder.uptickCheckCounts ??= new CheckCounts();
  return holder.uptickCheckCounts;
}
