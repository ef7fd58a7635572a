import type { World } from "../world.ts";
import { checkDeliveries } from "./check-deliveries.ts";
import { checkLeftovers } from "./check-leftovers.ts";
import { checkMemory } from "./check-memory.ts";
import { checkSlots } from "./check-slots.ts";
import { checkUptime } from "./check-uptime.ts";
import { checkVerdicts } from "./check-verdicts.ts";

/** Judges a run after its end; returns how many slots were due. */
export async function checkInvariants(world: World): Promise<number> {
  const slots = checkSlots(world);
  checkVerdicts(world);
  checkUptime(world);
  checkDeliveries(world);
  await checkLeftovers(world);
  checkMemory(world);
  return slots;
}
