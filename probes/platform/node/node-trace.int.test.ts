import { spawnSync } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { OPEN_EGRESS, PUBLIC_EGRESS } from "#transport/egress/egress-policy.ts";
import { findNodeTrace } from "./node-trace.ts";

const path = process.env.PATH ?? "";
afterEach(() => {
  process.env.PATH = path;
});

const isHere = spawnSync("traceroute", ["-n", "-m", "1", "127.0.0.1"]).status === 0;

test.runIf(isHere)("the machine's own program finds the way to the machine itself", async () => {
  const trace = await findNodeTrace({ egress: OPEN_EGRESS });
  expect(await trace?.("127.0.0.1")).toEqual([expect.stringMatching(/^1 127\.0\.0\.1 [\d.]+ ms$/)]);
  expect(await trace?.("a name; and more")).toEqual([]);
  const guarded = await findNodeTrace({ egress: PUBLIC_EGRESS });
  expect(await guarded?.("127.0.0.1")).toEqual([expect.stringMatching(/^1 private address [\d.]+ ms$/)]);
});

test("without a program there is no route", async () => {
  process.env.PATH = "/nowhere";
  expect(await findNodeTrace({ egress: OPEN_EGRESS })).toBeNull();
});
