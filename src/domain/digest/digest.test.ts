import { expect, test } from "vitest";
import { composeDigest } from "./compose-digest.ts";
import type { DigestFacts } from "./digest-facts.ts";
import { digestWeekAt } from "./digest-week.ts";

const at = (text: string) => Date.parse(text);

test.each([
  { now: "2026-11-23T06:59:59Z", zone: "Europe/Berlin", week: null },
  { now: "2026-11-23T07:00:00Z", zone: "Europe/Berlin", week: "2026-11-23" },
  { now: "2026-11-24T18:59:59Z", zone: "Europe/Berlin", week: "2026-11-23" },
  { now: "2026-11-24T19:00:00Z", zone: "Europe/Berlin", week: null },
  { now: "2026-11-22T20:00:00Z", zone: "Pacific/Auckland", week: "2026-11-23" },
  { now: "2026-11-23T15:59:00Z", zone: "America/Los_Angeles", week: null },
])("at $now in $zone it is the digest of $week", ({ now, zone, week }) => {
  expect(digestWeekAt(at(now), zone)?.week ?? null).toBe(week);
});

test("a week begins and ends at midnight where the member is, also when the clocks change in it", () => {
  expect(digestWeekAt(at("2026-10-26T07:00:00Z"), "Europe/Berlin")).toEqual({
    week: "2026-10-26",
    beforeMs: at("2026-10-11T22:00:00Z"),
    fromMs: at("2026-10-18T22:00:00Z"),
    toMs: at("2026-10-25T23:00:00Z"),
  });
});

const facts: DigestFacts = {
  workspace: "Acme",
  fromMs: at("2026-11-16T00:00:00Z"),
  toMs: at("2026-11-23T00:00:00Z"),
  monitors: 12,
  uptime: { present: 0.999_953_2, before: 1 },
  worst: [{ name: "Checkout", ratio: 0.994, downMs: 3_725_000 }],
  coverage: 0.998,
  missed: 42,
  incidents: {
    count: 2,
    longest: [
      { title: "Checkout", openedAt: at("2026-11-18T10:00:00Z"), durationMs: 3_725_000, isOpen: false },
      { title: "Search", openedAt: at("2026-11-22T10:00:00Z"), durationMs: 50_400_000, isOpen: true },
    ],
  },
  slower: [{ name: "Search", presentMs: 420.4, beforeMs: 200 }],
  anomalies: { count: 1, latest: [{ name: "Search", region: "Mumbai", observedMs: 420, usualMs: 200 }] },
  ending: [{ name: "Checkout", what: "certificate", at: at("2026-12-01T12:00:00Z") }],
};

test("a week as it is read in English", () => {
  expect(composeDigest(facts, { locale: "en", timeZone: "UTC" })).toMatchInlineSnapshot(`
    {
      "intro": "Monitors: 12. Maintenance is left out of the figures.",
      "sections": [
        {
          "head": "Uptime",
          "lines": [
            "99.995% (the week before: 100%)",
            "Checkout: 99.4%, down for 1 hr 2 mins",
          ],
        },
        {
          "head": "Incidents",
          "lines": [
            "2 incidents began.",
            "Wed 10:00 · Checkout: lasted 1 hr 2 mins",
            "Sun 10:00 · Search: goes on, for 14 hrs so far",
          ],
        },
        {
          "head": "Response times",
          "lines": [
            "Search: 200 ms → 420 ms on average",
          ],
        },
        {
          "head": "Unusual",
          "lines": [
            "Search · Mumbai: 420 ms, usual for that hour 200 ms",
          ],
        },
        {
          "head": "Coverage",
          "lines": [
            "99.8% of the checks that were due are known; 42 say nothing.",
          ],
        },
        {
          "head": "Ends soon",
          "lines": [
            "Checkout (certificate): ends on 1 Dec 2026, in 8 days",
          ],
        },
      ],
      "subject": "Acme: the week of 16 Nov 2026 to 22 Nov 2026",
    }
  `);
});

test("a calm week says so, and what nobody knows is not made up", () => {
  const calm: DigestFacts = {
    ...facts,
    uptime: { present: null, before: null },
    worst: [],
    coverage: null,
    incidents: { count: 0, longest: [] },
    slower: [],
    anomalies: { count: 0, latest: [] },
    ending: [],
  };
  const { sections } = composeDigest(calm, { locale: "de", timeZone: "Europe/Berlin" });
  expect(sections.flatMap(({ lines }) => lines)).toEqual([
    "unbekannt",
    "Kein Monitor ist ausgefallen.",
    "Kein Vorfall begann.",
    "Kein Monitor wurde deutlich langsamer.",
    "In den nächsten 30 Tagen endet kein Zertifikat und keine Domain.",
  ]);
});
