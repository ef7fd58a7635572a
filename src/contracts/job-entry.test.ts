import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeJobs,
  encodeChanged,
  encodeJobs,
  type Job,
  ORIGINS,
  parseEntry,
  traceOf,
} from "./job-entry.ts";

const job: fc.Arbitrary<Job> = fc.record({
  monitorId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  configVersion: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  scheduledAt: fc.integer({ min: 1, max: 4_000_000_000_000 }),
  origin: fc.constantFrom(...ORIGINS),
});

test("jobs come out of an entry as they went in", () => {
  fc.assert(
    fc.property(fc.array(job, { maxLength: 100 }), (jobs) => {
      const entry = parseEntry(encodeJobs(jobs));
      expect(entry?.kind === "jobs" ? decodeJobs(entry) : null).toEqual(jobs);
    }),
  );
});

const TRACE = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", isSampled: true };
const ONE: Job = { monitorId: 7, configVersion: 1, scheduledAt: 1_800_000_000_000, origin: "confirm" };

test("an entry carries the trace of whoever added it, once for all of its jobs", () => {
  const entry = parseEntry(encodeJobs([ONE], TRACE));
  expect(entry && traceOf(entry)).toEqual(TRACE);
  expect(entry?.kind === "jobs" ? decodeJobs(entry) : null).toEqual([ONE]);
});

test("an entry of an older app, and one that nobody keeps a trace of, are as they were", () => {
  const plain = '{"v":1,"kind":"jobs","base":1800000000000,"jobs":[7,1,0,2]}';
  expect(encodeJobs([ONE])).toBe(plain);
  expect(encodeJobs([ONE], { ...TRACE, isSampled: false })).toBe(plain);
  const entry = parseEntry(plain);
  expect(entry && traceOf(entry)).toBeNull();
});

test("what is no trace does not cost the jobs", () => {
  const entry = parseEntry('{"v":1,"kind":"jobs","base":1,"jobs":[7,1,0,2],"t":"evil\\nheader"}');
  expect(entry?.kind === "jobs" ? decodeJobs(entry).length : 0).toBe(1);
  expect(entry && traceOf(entry)).toBeNull();
});

test("a change names its monitors", () => {
  expect(parseEntry(encodeChanged([3, 9]))).toEqual({ v: 1, kind: "changed", monitorIds: [3, 9] });
});

test.each([
  "",
  "{",
  "null",
  "[]",
  '{"v":2,"kind":"jobs","base":1,"jobs":[]}',
  '{"v":1,"kind":"jobs","base":1,"jobs":[1,2,3]}',
  '{"v":1,"kind":"jobs","base":"1","jobs":[]}',
  '{"v":1,"kind":"jobs","base":1,"jobs":[1,2,3.5,0]}',
  '{"v":1,"kind":"changed","monitorIds":["1"]}',
  '{"v":1,"kind":"other"}',
])("%s is no entry", (payload) => {
  expect(parseEntry(payload)).toBeNull();
});
