import type { DeliveryView } from "#contracts/channel.ts";

export type Telling = {
  told: readonly Pick<DeliveryView, "channelId" | "channelName" | "status" | "heldBecause" | "event">[];
  /** Channels that the incident's monitors tell, switched on. */
  channels: number;
  /** Title of the incident that this one is a consequence of. */
  causedBy: string | null;
};

/** Who was told, who will be, and why somebody or everybody was not: sentences. */
export function describeTelling({ told, channels, causedBy }: Telling): string[] {
  const reached = namesOf(told.filter(({ status }) => status === "sent"));
  const others = told.filter(({ channelName }) => !reached.includes(channelName));
  const waiting = others.filter(({ status }) => status === "pending");
  const lost = namesOf(others.filter(({ status }) => status === "failed" || status === "dead"));
  const sentences = [
    ...(reached.length === 0 ? [] : [`${listOf(reached)} ${reached.length === 1 ? "was" : "were"} told.`]),
    ...waitingFor(waiting),
    ...(lost.length === 0 ? [] : [`${listOf(lost)} could not be reached.`]),
  ];
  if (sentences.length > 0) return sentences;
  const kept = told.flatMap(({ status, heldBecause }) =>
    status === "suppressed" && heldBecause !== null ? [heldBecause] : [],
  );
  return kept.length > 0 ? [...new Set(kept)] : [whyNobody({ channels, causedBy })];
}

function waitingFor(waiting: Telling["told"]): string[] {
  if (waiting.length === 0) return [];
  const reasons = waiting.flatMap(({ heldBecause }) => heldBecause ?? []);
  const names = listOf(namesOf(waiting));
  if (reasons.length === 0) return [`A message to ${names} is on its way.`];
  return [`A message to ${names} waits. ${[...new Set(reasons)].join(" ")}`];
}

function whyNobody({ channels, causedBy }: Pick<Telling, "channels" | "causedBy">): string {
  if (causedBy !== null)
    return `Nobody was told, because it follows from “${causedBy}”, which is told of on its own.`;
  if (channels > 0) return "Nobody was told, because no message was due.";
  return "Nobody was told, because no channel that is switched on is chosen for it.";
}

function namesOf(told: readonly { channelName: string }[]): string[] {
  return [...new Set(told.map(({ channelName }) => channelName))];
}

/** "A", "A and B", "A, B and C". */
function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
