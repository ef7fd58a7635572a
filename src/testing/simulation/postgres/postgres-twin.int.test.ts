import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClaimedDelivery } from "#server/store/dispatch-store.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { runTwinCommand, type TwinCommand, twinCommands } from "./twin-commands.ts";
import { makeTwins, type Side, type Twins } from "./twin-sides.ts";

const SEQUENCES = Number(process.env.UPTICK_TWIN_SEQUENCES ?? 500);
/** The same sequences each time, so that a red run can be told from bad luck; another seed looks elsewhere. */
const SEED = Number(process.env.UPTICK_TWIN_SEED ?? 2_143_497_000);
const MESSAGE_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

let database: TestDatabase;
let twins: Twins;

beforeAll(async () => {
  database = await createTestDatabase();
  twins = await makeTwins(database);
});
afterAll(() => database.close());

/** Rows in a fixed order, and messages by what they are about: each side makes up their ids. */
async function normalise(side: Side, answer: unknown): Promise<unknown> {
  const names = await side.nameMessages();
  const text = JSON.stringify(answer ?? null).replace(MESSAGE_ID, (id) => names.get(id) ?? id);
  const read: unknown = JSON.parse(text);
  return Array.isArray(read) ? read.map((row) => JSON.stringify(sortKeys(row))).sort() : sortKeys(read);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    const isSet = value.every((item) => typeof item === "number" || typeof item === "string");
    return isSet ? [...value].sort() : value.map(sortKeys);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

async function runOn(side: Side, commands: readonly TwinCommand[]): Promise<unknown[]> {
  const held: ClaimedDelivery[] = [];
  const answers: unknown[] = [];
  let nowMs = twins.startMs + 60_000;
  for (const command of commands) {
    nowMs += command.afterMs;
    if (command.kind === "claim") await side.spreadMessages();
    const answer = await runTwinCommand(side, { ...command, nowMs, twins, held });
    answers.push([command.kind, await normalise(side, answer)]);
  }
  const tables = Object.entries(await side.dump());
  return [
    ...answers,
    ...tables.map(([name, rows]) => [name, rows.map((row) => JSON.stringify(sortKeys(row))).sort()]),
  ];
}

test("the fake Postgres answers every statement of the pipeline as Postgres does", async () => {
  await fc.assert(
    fc.asyncProperty(twinCommands, async (commands) => {
      await twins.reset();
      const [real, fake] = [await runOn(twins.real, commands), await runOn(twins.fake, commands)];
      for (const [index, answer] of real.entries()) expect(fake[index]).toEqual(answer);
    }),
    { seed: SEED, numRuns: SEQUENCES, endOnFailure: false },
  );
}, 1_800_000);
