import { expect, test } from "vitest";
import { describeUptime } from "./describe-uptime.ts";

const DAY = { uptime24h: 0.99995, uptimeRaw24h: 0.99995, maintenance24hMs: 0, coverage24h: 1 };

test.each([
  { name: "equal figures are one", day: DAY, value: "99.995%", note: "100% of checks known" },
  {
    name: "maintenance without an outage changes nothing worth a word",
    day: { ...DAY, uptime24h: 1, uptimeRaw24h: 1, maintenance24hMs: 3_600_000 },
    value: "100%",
    note: "100% of checks known",
  },
  {
    name: "an outage in maintenance shows both",
    day: { ...DAY, uptime24h: 1, uptimeRaw24h: 0.96875, maintenance24hMs: 2_700_000 },
    value: "100%",
    note: "without 45 min of maintenance; 96.87% with it · 100% of checks known",
  },
  {
    name: "a day that is all maintenance has the raw figure only",
    day: { uptime24h: null, uptimeRaw24h: 0.5, maintenance24hMs: 86_400_000, coverage24h: null },
    value: "–",
    note: "without 1 d of maintenance; 50% with it · Coverage is counted every minute",
  },
])("$name", ({ day, value, note }) => {
  expect(describeUptime(day)).toEqual({ value, note });
});
