import type { DeliveryView } from "#contracts/channel.ts";

export type Telling = {
  told: readonly Pick<DeliveryView, "channelId" | "channelName" | "status" | "heldBecause" | "event">[];
  /** Channels that the incident's monitors tell, switched on. */
  channels: number;
  /** Title of the incident that this one is a consequence of. */
  causedBy: string | null;
};

/** Who was told, or why nobody was: a sentence for each reason. */
export function describeTelling({ told, channels, causedBy }: Telling): string[] {
  const by = (status: string) => namesOf(told.filter((delivery) => delivery.status === status));
  const reached = by("sent");
  const waiting = by("pending").filter((name) => !reached.includes(name));
  const lost = [...by("failed"), ...by("dead")].filter((name) => !reached.includes(name));
  const sentences: string[] = [];
  if (reached.length > 0) sentences.push(`${listOf(reached)} ${reached.length === 1 ? "was" : "were"} told.`);
  if (waiting.length > 0) sentences.push(`A message to ${listOf(waiting)} is on its way.`);
  if (lost.length > 0) sentences.push(`${listOf([...new Set(lost)])} could not be reached.`);
  if (sentences.length > 0) return sentences;
  return [`Nobody was told, because ${whyNobody({ told, channels, causedBy })}`];
}

function whyNobody({ told, channels, causedBy }: Telling): string {
  const held = told.find(({ status, heldBecause }) => status === "suppressed" && heldBecause !== null);
  if (causedBy !== null) return `“${causedBy}” is the cause, which is told of on its own.`;
  if (held?.heldBecause) return asClause(held.heldBecause);
  if (channels === 0) return "no channel that is switched on is chosen for it.";
  return "no message was due.";
}

/** A sentence that goes on after "because". */
function asClause(sentence: string): string {
  const [first = "", second = ""] = sentence;
  const isWord = second !== second.toUpperCase();
  return isWord ? first.toLowerCase() + sentence.slice(1) : sentence;
}

function namesOf(told: readonly { channelName: string }[]): string[] {
  return [...new Set(told.map(({ channelName }) => channelName))];
}

/** "A", "A and B", "A, B and C". */
function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
