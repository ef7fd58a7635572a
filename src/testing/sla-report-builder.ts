import { createHash } from "node:crypto";
import type { SlaReport } from "#contracts/sla-report.ts";
import { DAY_MS, makeDayRecord, writeDay } from "#domain/objective/day-record.ts";
import { NO_LINK, type ReportFacts } from "#domain/objective/derive-report.ts";
import { makeReport } from "#domain/objective/make-report.ts";
import { monthWindow } from "#domain/objective/objective-window.ts";
import type { Timeline } from "#domain/objective/segments-of.ts";

export const MADE_AT = Date.UTC(2026, 10, 1, 7);
const FIRST = Date.UTC(2026, 8, 30);
const HOUR_MS = 3_600_000;

export async function sha256(text: string): Promise<string> {
  return createHash("sha256").update(text).digest("hex");
}

/** October 2026 in Berlin, in which the clocks go back, of two monitors: with outages, maintenance, hours, an exclusion, a correction. */
export async function anSlaReport(objective: Partial<SlaReport["objective"]> = {}): Promise<SlaReport> {
  const timelines: Timeline[] = [
    {
      steps: [
        { at: FIRST - DAY_MS, raw: "up" },
        { at: FIRST + 5 * DAY_MS + 9 * HOUR_MS + 7, raw: "down" },
        { at: FIRST + 5 * DAY_MS + 10 * HOUR_MS, raw: "degraded" },
        { at: FIRST + 25 * DAY_MS, raw: "down" },
        { at: FIRST + 25 * DAY_MS + 3 * HOUR_MS, raw: "up" },
      ],
      maintenance: [{ fromMs: FIRST + 25 * DAY_MS, toMs: FIRST + 25 * DAY_MS + HOUR_MS }],
      existsFromMs: FIRST - 30 * DAY_MS,
    },
    {
      steps: [
        { at: FIRST + 10 * DAY_MS + 60_000, raw: "up" },
        { at: FIRST + 12 * DAY_MS + 8 * HOUR_MS, raw: "unknown" },
        { at: FIRST + 12 * DAY_MS + 10 * HOUR_MS, raw: "up" },
      ],
      maintenance: [],
      existsFromMs: FIRST + 10 * DAY_MS,
    },
  ];
  const ids = ["01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000b"];
  const chains = [];
  for (const [index, timeline] of timelines.entries()) {
    chains.push(await aChain({ monitor: ids[index] ?? "", timeline, days: 32 }));
  }
  const facts: ReportFacts = {
    objective: {
      id: "01900000-0000-7000-8000-0000000000ff",
      name: "Checkout",
      targetMilli: 99_900,
      counting: "any_down",
      zone: "Europe/Berlin",
      hours: { days: [1, 2, 3, 4, 5, 7], from: "06:00", to: "22:00" },
      excludeMaintenance: true,
      ...objective,
    },
    period: { month: "2026-10", ...monthWindow("2026-10", "Europe/Berlin") },
    exclusions: [
      {
        fromMs: FIRST + 12 * DAY_MS + 8 * HOUR_MS,
        toMs: FIRST + 12 * DAY_MS + 9 * HOUR_MS,
        reason: "The provider moved",
        by: "ada@example.com",
        atMs: FIRST + 13 * DAY_MS,
      },
    ],
    chains,
  };
  const opened = FIRST + 5 * DAY_MS + 9 * HOUR_MS + 7;
  const incident = {
    id: "01900000-0000-7000-8000-0000000000ee",
    monitor: ids[0] ?? "",
    cause: "No answer in time",
  };
  const ended = { openedAtMs: opened, closedAtMs: opened + 1_000, durationMs: 1_000, causeClass: "timeout" };
  const names = new Map([
    [ids[0] ?? "", "Shop"],
    [ids[1] ?? "", "=Bank"],
  ]);
  const made = {
    id: "01900000-0000-7000-8000-0000000000dd",
    madeAtMs: MADE_AT,
    madeBy: "https://uptime.example.com",
  };
  return makeReport({ facts: { ...facts, incidents: [{ ...incident, ...ended }], names }, ...made }, sha256);
}

type Chain = { monitor: string; timeline: Timeline; days: number };

/** The fifth link of each is a correction of the fourth. */
async function aChain({ monitor, timeline, days }: Chain): Promise<SlaReport["chains"][number]> {
  const links = [];
  let previous = NO_LINK;
  const first = Math.max(FIRST, Math.floor(timeline.existsFromMs / DAY_MS) * DAY_MS);
  for (let dayMs = first, seq = 1; dayMs < FIRST + days * DAY_MS; dayMs += DAY_MS) {
    for (const corrects of seq === 4 ? [null, seq] : [null]) {
      const checks = { fra1: { expected: 1440, ok: 1439, failed: 1, internal: 0 } };
      const facts = { monitor, dayMs, seq, corrects, timeline, knownToMs: null, checks };
      const body = writeDay(makeDayRecord(facts));
      const hash = await sha256(`${previous}\n${body}`);
      links.push({ seq, body, hash });
      previous = hash;
      seq += 1;
    }
  }
  return { monitor, previous: NO_LINK, links, open: [] };
}
