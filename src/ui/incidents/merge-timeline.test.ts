import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import type { IncidentEventView } from "#contracts/incident.ts";
import { enMessages } from "#ui/i18n/en-messages.ts";
import { incidentLook, subjectOf } from "./incident-words.ts";
import { mergeTimeline } from "./merge-timeline.ts";

const event = (id: string, at: number): IncidentEventView => ({
  id,
  at,
  kind: "verdict",
  region: null,
  actor: null,
  message: id,
});
const sent = (id: string, createdAt: number, sentAt: number | null = createdAt) => ({
  id,
  channelName: "Ops",
  event: "down" as const,
  status: "sent" as const,
  heldBecause: null,
  leaderId: null,
  lastError: null,
  createdAt,
  sentAt,
});

test("events and messages stand in order of time, a message where it arrived, events first at the same moment", () => {
  const merged = mergeTimeline([event("b", 20), event("a", 10)], [sent("m2", 5, 30), sent("m1", 20)]);
  expect(merged.map(({ key }) => key)).toEqual(["a", "b", "m1", "m2"]);
});

test.each([
  [{}, "told", null],
  [{ leaderId: "x" }, "along", null],
  [{ status: "pending" as const, sentAt: null, lastError: "Timed out." }, "waiting", "Timed out."],
  [{ status: "failed" as const, sentAt: null, lastError: "Gone." }, "lost", "Gone."],
  [{ status: "dead" as const, sentAt: null }, "lost", null],
  [
    { status: "suppressed" as const, sentAt: null, heldBecause: "Database is down." },
    "held",
    "Database is down.",
  ],
])("a message with %j is %s", (change, telling, note) => {
  expect(mergeTimeline([], [{ ...sent("m", 1), ...change }])).toMatchObject([{ telling, note }]);
});

test("every state has its own word", () => {
  const looks = [
    incidentLook({ state: "open", worst: "down", isMerged: false }),
    incidentLook({ state: "acknowledged", worst: "down", isMerged: false }),
    incidentLook({ state: "resolved", worst: "down", isMerged: false }),
    incidentLook({ state: "resolved", worst: "down", isMerged: true }),
  ];
  expect(looks.map(({ word }) => word)).toEqual(["open", "acknowledged", "resolved", "merged"]);
  expect(new Set(looks.map(({ icon }) => icon)).size).toBe(4);
  expect(incidentLook({ state: "open", worst: "flapping", isMerged: false }).tone).toBe("warn");
});

const t = createTranslator({ locale: "en", messages: enMessages, namespace: "incidents" });

test.each([
  [{ kind: "automatic" as const, monitor: { id: "1", name: "Shop" }, affectedCount: 0 }, "Shop"],
  [{ kind: "system" as const, monitor: null, affectedCount: 0 }, "Uptick itself"],
  [{ kind: "manual" as const, monitor: null, affectedCount: 0 }, "No monitor"],
  [{ kind: "manual" as const, monitor: null, affectedCount: 1 }, "1 monitor"],
  [{ kind: "manual" as const, monitor: null, affectedCount: 3 }, "3 monitors"],
])("%j is about %s", (incident, subject) => {
  expect(subjectOf(t, incident)).toBe(subject);
});
