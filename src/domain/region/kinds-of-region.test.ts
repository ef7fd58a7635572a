import { expect, test } from "vitest";
import { KINDS_OF_RUNTIME } from "#contracts/checks/check-kinds.ts";
import { kindsOfRegion } from "./kinds-of-region.ts";

const NOW = 1_800_000_000_000;
const probe = (kinds: string[], agoMs = 1000) => ({ kinds, lastSeenAt: new Date(NOW - agoMs) });

test("before a probe has said anything, the runtime speaks for it", () => {
  expect(kindsOfRegion({ runtime: "edge", instances: [] }, NOW)).toEqual([...KINDS_OF_RUNTIME.edge]);
  expect(kindsOfRegion({ runtime: "edge", instances: [probe([])] }, NOW)).toEqual([...KINDS_OF_RUNTIME.edge]);
});

test("a job goes to any of the live probes, so only what all of them can do counts", () => {
  const instances = [probe(["http", "tcp", "docker"]), probe(["tcp", "http"]), probe(["http"], 60_000)];
  expect(kindsOfRegion({ runtime: "agent", instances }, NOW)).toEqual(["http", "tcp"]);
});

test("an edge probe is not there between two calls, and what it said stays true", () => {
  expect(kindsOfRegion({ runtime: "edge", instances: [probe(["http"], 600_000)] }, NOW)).toEqual(["http"]);
});

test("a kind that this Uptick does not know is left out", () => {
  expect(kindsOfRegion({ runtime: "node", instances: [probe(["http", "telepathy"])] }, NOW)).toEqual([
    "http",
  ]);
});
