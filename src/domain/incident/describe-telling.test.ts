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
    name: "what waits says for what",
    telling: { told: [message("Ops", "pending", "The channel has quiet hours until 07:00.")] },
    says: ["A message to Ops waits. The channel has quiet hours until 07:00."],
  },
  {
    name: "what was kept back says why, once",
    telling: {
      told: [
        message("Ops", "suppressed", "Nobody was told: the parent DB is down since 10:02."),
        message("Mail", "suppressed", "Nobody was told: the parent DB is down since 10:02."),
      ],
      causedBy: "DB",
    },
    says: ["Nobody was told: the parent DB is down since 10:02."],
  },
  {
    name: "an incident that follows from another names it",
    telling: { causedBy: "Database" },
    says: ["Nobody was told, because it follows from “Database”, which is told of on its own."],
  },
  {
    name: "nobody to tell",
    telling: { channels: 0 },
    says: ["Nobody was told, because no channel that is switched on is chosen for it."],
  },
])("$name", ({ telling, says }) => {
  expect(describeTelling({ told: [], channels: 1, causedBy: null, ...telling })).toEqual(says);
});
