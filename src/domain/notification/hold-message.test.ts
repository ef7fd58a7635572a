import { expect, test } from "vitest";
import type { QuietHours } from "#contracts/channel.ts";
import { holdMessage, isQuiet, type MessageFacts } from "./hold-message.ts";

const NOW = Date.UTC(2027, 0, 15, 22, 30);
const QUIET: QuietHours = {
  from: "22:00",
  to: "07:00",
  zone: "UTC",
  days: [1, 2, 3, 4, 5, 6, 7],
  exceptCritical: true,
};
const CALM: MessageFacts = { severity: "normal", quietHours: null, parent: null, storm: { kind: "at_once" } };
const STORM = { kind: "hold", untilMs: NOW + 15_000 } as const;
const DOWN = { kind: "down", name: "Gateway", sinceMs: Date.UTC(2027, 0, 15, 10, 2), zone: "UTC" } as const;

test.each<{ name: string; facts: Partial<MessageFacts>; waitMs: number; because: string | null }>([
  { name: "nothing keeps it", facts: {}, waitMs: 0, because: null },
  {
    name: "quiet hours keep it",
    facts: { quietHours: QUIET },
    waitMs: 8.5 * 3_600_000,
    because: "The channel has quiet hours until 2027-01-16 07:00.",
  },
  {
    name: "a critical monitor breaks them",
    facts: { quietHours: QUIET, severity: "critical" },
    waitMs: 0,
    because: null,
  },
  {
    name: "unless the channel allows no exception",
    facts: { quietHours: { ...QUIET, exceptCritical: false }, severity: "critical" },
    waitMs: 8.5 * 3_600_000,
    because: "The channel has quiet hours until 2027-01-16 07:00.",
  },
  {
    name: "a storm keeps it",
    facts: { storm: STORM },
    waitMs: 15_000,
    because: "Waiting for others: many monitors fail at once.",
  },
  {
    name: "quiet hours last longer than a storm",
    facts: { storm: STORM, quietHours: QUIET },
    waitMs: 8.5 * 3_600_000,
    because: "The channel has quiet hours until 2027-01-16 07:00.",
  },
  {
    name: "a parent that may be going down keeps it",
    facts: { parent: { kind: "failing", name: "Gateway" } },
    waitMs: 20_000,
    because: "Its parent Gateway fails, too: waiting to see whether that is down.",
  },
])("$name", ({ facts, waitMs, because }) => {
  const hold = holdMessage({ ...CALM, ...facts }, NOW);
  expect(hold).toEqual({
    status: "pending",
    nextAtMs: NOW + waitMs,
    grouped: waitMs > 0,
    heldBecause: because,
  });
});

test("a parent that is down explains it, whatever else is the case", () => {
  const facts = { ...CALM, severity: "critical", quietHours: QUIET, storm: STORM, parent: DOWN } as const;
  expect(holdMessage(facts, NOW)).toMatchObject({
    status: "suppressed",
    heldBecause: "Nobody was told: the parent Gateway is down since 10:02.",
  });
  expect(holdMessage(facts, NOW + 86_400_000).heldBecause).toContain("since 2027-01-15 10:02.");
});

test("a channel without quiet hours is never quiet", () => {
  expect(isQuiet({ severity: "normal", quietHours: null }, NOW)).toBe(false);
});
