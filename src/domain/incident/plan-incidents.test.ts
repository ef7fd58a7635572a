import { expect, test } from "vitest";
import type { Verdict } from "#contracts/verdict.ts";
import type { Reading } from "#domain/verdict/judgement.ts";
import { type IncidentStep, type OpenIncident, planIncidents } from "./plan-incidents.ts";

const reading = (region: string, at: number, outcome: Reading["outcome"] = "timeout"): Reading => ({
  region,
  scheduledAt: at - 10,
  at,
  outcome,
  origin: "scheduled",
  phasesUs: { total: 1_500_000, dns: null, connect: null, tls: null, ttfb: null, transfer: null },
});

function steps(...verdicts: Verdict[]): IncidentStep[] {
  return verdicts.slice(1).map((to, index) => ({
    at: (index + 1) * 1000,
    from: verdicts[index] ?? "unknown",
    to,
    raw: "up",
    reason: `It is ${to}.`,
    readings: [],
    firstFailedAt: null,
    seq: index + 1,
  }));
}

function plan(story: IncidentStep[], open: OpenIncident | null = null, readings: Reading[] = []) {
  let count = 0;
  const newId = () => {
    count += 1;
    return `new-${count}`;
  };
  return planIncidents({ open, steps: story, readings, newId });
}

const open: OpenIncident = { id: "old", worst: "degraded" };

test.each<{ name: string; verdicts: Verdict[]; open: OpenIncident | null; opened: number; closed: string[] }>(
  [
    { name: "down opens", verdicts: ["up", "down"], open: null, opened: 1, closed: [] },
    { name: "degraded opens", verdicts: ["up", "degraded"], open: null, opened: 1, closed: [] },
    { name: "flapping opens", verdicts: ["up", "flapping"], open: null, opened: 1, closed: [] },
    { name: "up closes", verdicts: ["down", "up"], open, opened: 0, closed: ["old"] },
    { name: "silence closes nothing", verdicts: ["down", "unknown"], open, opened: 0, closed: [] },
    { name: "maintenance closes nothing", verdicts: ["down", "maintenance"], open, opened: 0, closed: [] },
    { name: "what is open goes on", verdicts: ["down", "unknown", "down"], open, opened: 0, closed: [] },
    { name: "down again is another", verdicts: ["down", "up", "down"], open, opened: 1, closed: ["old"] },
    { name: "both at once", verdicts: ["up", "down", "up"], open: null, opened: 1, closed: ["new-1"] },
    { name: "without news nothing", verdicts: ["maintenance", "maintenance"], open, opened: 0, closed: [] },
  ],
)("$name", ({ verdicts, open: present, opened, closed }) => {
  const made = plan(steps(...verdicts), present);
  expect(made.opened).toHaveLength(opened);
  expect(made.closed.map(({ id }) => id)).toEqual(closed);
});

test("the worst follows upwards only, and every step knows its incident", () => {
  const made = plan(steps("up", "degraded", "down", "flapping", "up"));
  expect(made.opened).toMatchObject([{ id: "new-1", worst: "degraded", seq: 1 }]);
  expect(made.worsened).toEqual([{ id: "new-1", worst: "down" }]);
  expect([...made.incidentOf]).toEqual([1, 2, 3, 4].map((seq) => [seq, "new-1"]));
  expect(made.events.map(({ kind }) => kind)).toEqual(["verdict", "verdict", "verdict", "resolved"]);
});

test("the timeline names the first failure, who confirmed it and the verdict, and keeps their readings", () => {
  const first = reading("eu", 400);
  const again = reading("eu", 900, "refused");
  const other = reading("us", 1000);
  const [step] = steps("up", "down");
  if (!step) throw new Error("One step was expected.");
  const down = { ...step, firstFailedAt: 400, readings: [again, other, reading("ap", 950, "ok")] };
  const made = plan([down], null, [reading("us", 200, "ok"), first, again, other]);
  expect(made.events).toEqual([
    {
      incidentId: "new-1",
      at: 400,
      kind: "first_failure",
      region: "eu",
      message: "The first check failed: timeout after 1.5 s.",
    },
    expect.objectContaining({ kind: "confirmation", region: "eu", at: 900 }),
    expect.objectContaining({ kind: "confirmation", region: "us", at: 1000 }),
    expect.objectContaining({ kind: "verdict", region: null, message: "It is down." }),
  ]);
  expect(made.evidence.map(({ region, scheduledAt }) => [region, scheduledAt])).toEqual([
    ["eu", 390],
    ["eu", 890],
    ["us", 990],
  ]);
});
