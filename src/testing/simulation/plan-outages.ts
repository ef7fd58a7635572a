import type { Outcome } from "#contracts/tick.ts";
import type { Random } from "./random.ts";
import { START_MS } from "./simulation.ts";
import type { World } from "./world.ts";

const OUTCOMES: readonly Outcome[] = ["refused", "timeout", "status", "dns", "reset"];

/** When is which target away, and for whom: during the storm anyhow, and once after it for everybody. */
export function planOutages(world: World, random: Random): void {
  const { outages } = world.targets;
  const { afterMs, lastsMs } = world.size.outage;
  for (const { id, regionIds } of world.monitors) {
    if (random.chance(0.6)) {
      const fromMs = START_MS + random.between(10_000, world.stormMs - 30_000);
      const part = regionIds.filter(() => random.chance(0.5));
      outages.push({
        monitorId: id,
        fromMs,
        toMs: fromMs + random.pick([4_000, 15_000, 45_000, 90_000]),
        regionIds: random.chance(0.5) ? null : new Set(part),
        outcome: random.pick(OUTCOMES),
      });
    }
    if (random.chance(0.3)) {
      const fromMs = START_MS + world.stormMs + afterMs;
      outages.push({
        monitorId: id,
        fromMs,
        toMs: fromMs + lastsMs,
        regionIds: null,
        outcome: random.pick(OUTCOMES),
      });
    }
  }
}
