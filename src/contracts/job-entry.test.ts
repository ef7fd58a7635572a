import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeJobs, encodeChanged, encodeJobs, type Job, ORIGINS, parseEntry } from "./job-entry.ts";

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
