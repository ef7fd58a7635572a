import type { EscalationPolicyView } from "#contracts/escalation.ts";
import { countOf } from "#ui/format/format-count.ts";

export type NameOf = (id: string) => string | undefined;

/** One line per step, by the time since the incident began: "At once: Ops. After 15 min: on call in Night." */
export function describeSteps(
  { steps }: Pick<EscalationPolicyView, "steps">,
  names: { channel: NameOf; schedule: NameOf },
): string[] {
  let sinceMin = 0;
  return steps.map(({ afterMin, channelIds, scheduleIds }) => {
    sinceMin += afterMin;
    const when = sinceMin === 0 ? "At once" : `After ${minutesOf(sinceMin)}`;
    const who = [
      ...channelIds.map((id) => names.channel(id) ?? "a deleted channel"),
      ...scheduleIds.map((id) => `whoever is on call in ${names.schedule(id) ?? "a deleted schedule"}`),
    ];
    return `${when}: ${who.join(", ")}.`;
  });
}

export function describeRepeat(repeat: number): string {
  if (repeat === 0) return "It ends with the last step, or when somebody acknowledges.";
  return `Then again from the first step, ${countOf(repeat, "time")}, until somebody acknowledges.`;
}

function minutesOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""]
    .filter((part) => part !== "")
    .join(" ");
}
