import { beforeEach, expect, test } from "vitest";
import type { Backend, Reply } from "./backend.ts";
import { createMemoryEngine } from "./memory-engine.ts";

let now: number;
let engine: Backend;

beforeEach(() => {
  now = 1000;
  engine = createMemoryEngine(() => now);
});

async function run(line: string): Promise<Reply> {
  const [outcome] = await engine.execute([line.split(" ")], { atomic: false });
  if (!outcome || "error" in outcome) throw new Error(outcome?.error);
  return outcome.result;
}

test("a value is gone when its time is over, and a lease can be taken again then", async () => {
  await run("SET lease a NX PX 500");
  now = 1499;
  expect(await run("SET lease b NX PX 500")).toBeNull();
  now = 1500;
  expect(await run("EXISTS lease")).toBe(0);
  expect(await run("SET lease b NX PX 500")).toBe("OK");
});

test("a new SET forgets the old time to live, INCR keeps it", async () => {
  await run("SET n 1 EX 1");
  await run("INCR n");
  now = 2000;
  expect(await run("GET n")).toBeNull();
  await run("SET n 1 EX 1");
  await run("SET n 2");
  now = 9000;
  expect(await run("GET n")).toBe("2");
});

test("PEXPIRE moves the end, and a time in the past deletes at once", async () => {
  await run("SET a 1");
  expect(await run("PEXPIRE a 10")).toBe(1);
  now += 10;
  expect(await run("PEXPIRE a 10")).toBe(0);
  await run("XADD s 1-1 e x");
  expect(await run("PEXPIRE s 0")).toBe(1);
  expect(await run("XLEN s")).toBe(0);
});

test("ids of the engine's own grow even when the clock goes back", async () => {
  expect(await run("XADD s * e x")).toBe("1000-0");
  expect(await run("XADD s * e x")).toBe("1000-1");
  now = 500;
  expect(await run("XADD s * e x")).toBe("1000-2");
  now = 1001;
  expect(await run("XADD s * e x")).toBe("1001-0");
});

test("idle times follow the clock and start again with each delivery", async () => {
  await run("XGROUP CREATE s g 0 MKSTREAM");
  await run("XADD s 1-0 e x");
  await run("XADD s 2-0 e x");
  await run("XREADGROUP GROUP g a STREAMS s >");
  now += 300;
  await run("XREADGROUP GROUP g a COUNT 1 STREAMS s 0");
  now += 200;
  expect(await run("XPENDING s g - + 10")).toEqual([
    ["1-0", "a", 200, 2],
    ["2-0", "a", 500, 1],
  ]);
  expect(await run("XPENDING s g IDLE 201 - + 10")).toEqual([["2-0", "a", 500, 1]]);
  expect(await run("XAUTOCLAIM s g b 500 0-0 COUNT 10")).toEqual(["0-0", [["2-0", ["e", "x"]]], []]);
  expect(await run("XPENDING s g - + 10 b")).toEqual([["2-0", "b", 0, 2]]);
});

test("entries stay findable while thousands around them are deleted", async () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `${index + 1}-0`);
  await engine.execute(
    ids.map((id) => ["XADD", "s", id, "e", id]),
    { atomic: false },
  );
  const kept = ids.filter((_, index) => index % 97 === 0);
  const deleted = ids.filter((id) => !kept.includes(id));
  expect(await run(`XDEL s ${deleted.join(" ")}`)).toBe(deleted.length);
  expect(await run(`XDEL s ${deleted.join(" ")}`)).toBe(0);
  expect(await run("XLEN s")).toBe(kept.length);
  expect(await run("XRANGE s - +")).toEqual(kept.map((id) => [id, ["e", id]]));
});
