import { expect, test } from "vitest";
import { Meters } from "#transport/metrics/meters.ts";
import { type Backend, BackendError } from "./backend.ts";
import { BRIDGE_METRICS } from "./bridge-metrics.ts";
import { measureBackend } from "./measured-backend.ts";
import { createMemoryEngine } from "./memory-engine.ts";

async function counted(meters: Meters<typeof BRIDGE_METRICS>) {
  const family = (await meters.families()).find(({ name }) => name === "uptick_bridge_commands_total");
  return family?.samples.map(({ labels, value }) => [labels.command, labels.result, value]);
}

test("commands are counted by name and by how they ended, and their answers are the backend's", async () => {
  const meters = new Meters(BRIDGE_METRICS);
  const backend = measureBackend(createMemoryEngine(), meters);
  const commands = [
    ["set", "key", "value"],
    ["GET", "key"],
    ["INCR", "key"],
  ];
  expect(await backend.execute(commands, { atomic: false })).toEqual([
    { result: "OK" },
    { result: "value" },
    { error: expect.stringContaining("not an integer") },
  ]);
  expect(await counted(meters)).toEqual([
    ["SET", "answered", 1],
    ["GET", "answered", 1],
    ["INCR", "refused", 1],
  ]);
});

test("a Redis that gives no answer is counted, and the failure goes on", async () => {
  const meters = new Meters(BRIDGE_METRICS);
  const away: Backend = {
    ...createMemoryEngine(),
    execute: () => Promise.reject(new BackendError("unavailable", "UNAVAILABLE")),
  };
  const backend = measureBackend(away, meters);
  await expect(backend.execute([["PING"]], { atomic: false })).rejects.toThrow("UNAVAILABLE");
  expect(await counted(meters)).toEqual([["PING", "unavailable", 1]]);
});
