import { expect, test } from "vitest";
import { HostCheck } from "#contracts/checks/host.ts";
import { Evidence } from "#contracts/tick.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { readHost } from "./read-host.ts";
import { createHostRunner } from "./run-host.ts";

const check = (wish: Partial<Omit<HostCheck, "kind">> = {}) =>
  configWith(HostCheck.parse({ kind: "host", ...wish }), 1000);
const reading = { cpuPercent: 97.25, memoryPercent: 50, diskPercent: 91.5, load: 3 };

test("this very machine is read", async () => {
  const read = await readHost({ diskPath: "/", cpuWindowMs: 50 });
  for (const percent of [read.cpuPercent, read.memoryPercent, read.diskPercent]) {
    expect(percent).toBeGreaterThanOrEqual(0);
    expect(percent).toBeLessThanOrEqual(100);
  }
  expect(read.memoryPercent).toBeGreaterThan(0);
  expect(read.load).toBeGreaterThanOrEqual(0);
  const seen = await createHostRunner()(check({ maxMemoryPercent: null, maxDiskPercent: null }));
  expect(seen.outcome).toBe("ok");
  expect(Evidence.parse(seen.evidence()).transcript).toMatch(/memory \d+\.\d %/);
});

test.each([
  { wish: { maxCpuPercent: 97 }, outcome: "assertion", says: "at most 97 % of the CPU in use, saw 97.3 %" },
  { wish: { maxCpuPercent: 98 }, outcome: "assertion", says: "disk space of / in use, saw 91.5 %" },
  { wish: { maxDiskPercent: 92 }, outcome: "ok", says: "within" },
  {
    wish: { maxDiskPercent: null, maxMemoryPercent: 49 },
    outcome: "assertion",
    says: "the memory in use, saw 50.0 %",
  },
])("$wish is $outcome", async ({ wish, outcome, says }) => {
  const seen = await createHostRunner(async () => reading)(check(wish));
  expect(seen.outcome).toBe(outcome);
  expect(seen.evidence().message).toContain(says);
});

test("the processors are watched only when somebody asks", async () => {
  const windows: (number | null)[] = [];
  const run = createHostRunner(async ({ cpuWindowMs }) => {
    windows.push(cpuWindowMs);
    return reading;
  });
  await run(check());
  await run(check({ maxCpuPercent: 99 }));
  const list = [{ source: "cpuPercent" as const, name: "", comparison: "less" as const, expected: "50" }];
  const seen = await run(check({ maxDiskPercent: null, assertions: { match: "all", list } }));
  expect(windows).toEqual([null, 500, 500]);
  expect(seen.outcome).toBe("assertion");
});

test("a path that is gone is an expectation that does not hold; other trouble is the agent's own", async () => {
  expect((await createHostRunner()(check({ diskPath: "/no/such/place" }))).outcome).toBe("assertion");
  const broken = createHostRunner(() => Promise.reject(new Error("no /proc")));
  expect((await broken(check())).outcome).toBe("internal");
});
