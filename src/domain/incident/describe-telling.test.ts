import { expect, test } from "vitest";
import { describeTelling, type Telling } from "./describe-telling.ts";

const message = (
  channelName: string,
  status: Telling["told"][number]["status"],
  heldBecause: string | null = null,
) => ({ channelId: channelName, channelName, status, heldBecause, event: "down" as const });

test.each<{ name: string; telling: Partial<Telling>; says: string[] }>([
  {
    name: "those who were told are named once",
    telling: { told: [message("Ops", "sent"), message("Ops", "sent"), message("Mail", "sent")] },
    says: ["Ops and Mail were told."],
  },
  {
    name: "what waits and what is lost is said apart",
    telling: { told: [message("Ops", "sent"), message("Mail", "pending"), message("SMS", "dead")] },
    says: ["Ops was told.", "A message to Mail is on its way.", "SMS could not be reached."],
  },
  {
    name: "a channel that was reached in the end is not lost",
    telling: { told: [message("Ops", "failed"), message("Ops", "sent")] },
    says: ["Ops was told."],
  },
  {
    name: "an incident that follows from another names it",
    telling: { told: [message("Ops", "suppressed", "Held.")], causedBy: "Database" },
    says: ["Nobody was told, because “Database” is the cause, which is told of on its own."],
  },
  {
    name: "the reason of what was held goes on after the comma",
    telling: { told: [message("Ops", "suppressed", "It was over when the quiet hours ended.")] },
    says: ["Nobody was told, because it was over when the quiet hours ended."],
  },
  {
    name: "a name at the start of the reason keeps its capital",
    telling: { told: [message("Ops", "suppressed", "SMS is off.")] },
    says: ["Nobody was told, because SMS is off."],
  },
  {
    name: "nobody to tell",
    telling: { channels: 0 },
    says: ["Nobody was told, because no channel that is switched on is chosen for it."],
  },
])("$name", ({ telling, says }) => {
  expect(describeTelling({ told: [], channels: 1, causedBy: null, ...telling })).toEqual(says);
});
