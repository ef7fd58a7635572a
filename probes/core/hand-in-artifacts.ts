import { trialOf } from "#contracts/job-entry.ts";
import type { Evidence } from "#contracts/tick.ts";
import type { Observation, ProbeDeps } from "./ports.ts";
import type { Slot } from "./slot-ledger.ts";

/**
 * Hands in what a failed check has left beside its tick, and names it in the evidence. A file that the app does not take
 * is done without: the tick counts, not its picture.
 */
export async function handInArtifacts(
  deps: Pick<ProbeDeps, "rpc" | "log">,
  slot: Slot,
  observation: Observation,
): Promise<Observation> {
  const { attachments = [], outcome, evidence } = observation;
  const { monitorId, scheduledAt } = slot.job;
  if (attachments.length === 0 || outcome === "ok" || trialOf(monitorId) !== null) return observation;
  const artifacts: NonNullable<Evidence["artifacts"]> = [];
  for (const attachment of attachments) {
    const id = crypto.randomUUID();
    try {
      const { taken } = await deps.rpc.artifact({ id, monitorId, scheduledAt, ...attachment });
      if (taken) artifacts.push({ id, kind: attachment.kind });
    } catch (error) {
      deps.log("warn", "a file of a check could not be handed in", { slot: slot.key, reason: String(error) });
    }
  }
  return { ...observation, evidence: () => ({ ...evidence(), artifacts }) };
}
