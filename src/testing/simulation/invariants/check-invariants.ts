import type { World } from "../world.ts";
import { checkDeliveries } from "./check-deliveries.ts";
import { checkLeftovers } from "./check-leftovers.ts";
import { checkSlots } from "./check-slots.ts";
import { checkVerdicts } from "./check-verdicts.ts";

/** Judges a run after its end; returns how many slots were due. */
export async function checkInvariants(world: World): Promise<number> {
  const slots = checkSlots(world);
  checkVerdicts(world);
  checkDeliveries(world);
  await checkLeftovers(world);
  return slots;
}
