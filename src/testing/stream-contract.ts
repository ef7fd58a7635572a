import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type JobStream, StreamError } from "#contracts/stream.ts";
import { PROBE_GROUP } from "#contracts/stream-keys.ts";

export type StreamUnderTest = {
  stream: JobStream;
  /** Loses everything. */
  flush(): Promise<void>;
  /** Lets this much time pass as the stream sees it. */
  passTime(ms: number): Promise<void>;
  close(): Promise<void>;
};

const group = PROBE_GROUP;
const reader = (consumer: string, count = 100) => ({ group, consumer, count });
const idsOf = (messages: readonly { id: string }[]) => messages.map((message) => message.id);
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    id: `${from + index}-0`,
    payload: `{"n":${from + index}}`,
  }));

/** What every JobStream must do, real or fake. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a list of tests, one after the other
export function describeStreamContract(name: string, makeStream: () => Promise<StreamUnderTest>): void {
  // biome-ignore lint/complexity/noExcessiveLinesPerFunction: a list of tests, one after the other
  describe(`${name} keeps the contract of job streams`, () => {
    let subject: StreamUnderTest;
    let stream: JobStream;
    let key: string;
    let urgent: string;
    let made = 0;

    beforeAll(async () => {
      subject = await makeStream();
      stream = subject.stream;
    });
    beforeEach(async () => {
      made += 1;
      key = `checks:contract-${made}`;
      urgent = `urgent:contract-${made}`;
      await stream.ensureGroup(key, group);
    });
    afterAll(() => subject.close());

    const readNew = (consumer: string, count?: number) => stream.readNew([key], reader(consumer, count));
    const readPending = (consumer: string, after = "0") =>
      stream.readPending(key, { ...reader(consumer), after });
    const claimIdle = (consumer: string, minIdleMs: number, count = 10) =>
      stream.claimIdle(key, { group, consumer, minIdleMs, count });

    test("a group made after the entries still sees them", async () => {
      await stream.addAt(urgent, numbered(1, 3));
      await stream.ensureGroup(urgent, group);
      await stream.ensureGroup(urgent, group);
      const found = await stream.readNew([urgent], reader("a"));
      expect(idsOf(found)).toEqual(["1-0", "2-0", "3-0"]);
    });

    test("entries arrive once and in order, at most `count` at a time", async () => {
      await stream.addAt(key, numbered(1, 5));
      expect(idsOf(await readNew("a", 2))).toEqual(["1-0", "2-0"]);
      expect(idsOf(await readNew("b", 2))).toEqual(["3-0", "4-0"]);
      expect(idsOf(await readNew("a", 2))).toEqual(["5-0"]);
      expect(await readNew("a", 2)).toEqual([]);
    });

    test("two streams are read at once, the first one first, with `count` for each", async () => {
      await stream.ensureGroup(urgent, group);
      await stream.addAt(key, numbered(1, 3));
      await stream.addAt(urgent, numbered(7, 9));
      const found = await stream.readNew([urgent, key], reader("a", 2));
      expect(found.map(({ stream: from, id }) => [from, id])).toEqual([
        [urgent, "7-0"],
        [urgent, "8-0"],
        [key, "1-0"],
        [key, "2-0"],
      ]);
    });

    test("ids that are there already are skipped, and the new ones among them are added", async () => {
      expect(await stream.addAt(key, numbered(1, 3))).toBe(3);
      expect(await stream.addAt(key, numbered(1, 3))).toBe(0);
      expect(await stream.addAt(key, numbered(2, 5))).toBe(2);
      expect(await stream.length(key)).toBe(5);
      expect(idsOf(await readNew("a"))).toEqual(["1-0", "2-0", "3-0", "4-0", "5-0"]);
    });

    test("an id stays taken after its entry was acknowledged", async () => {
      await stream.addAt(key, numbered(1, 2));
      await stream.acknowledge(key, group, idsOf(await readNew("a")));
      expect(await stream.addAt(key, numbered(1, 2))).toBe(0);
      expect(await stream.length(key)).toBe(0);
    });

    test("adding nothing does nothing", async () => {
      expect(await stream.addAt(key, [])).toBe(0);
      await stream.acknowledge(key, group, []);
      expect(await stream.length(key)).toBe(0);
    });

    test("entries without an id of ours get growing ones", async () => {
      const first = await stream.add(key, "{}");
      const second = await stream.add(key, "{}");
      expect(idsOf(await readNew("a"))).toEqual([first, second]);
    });

    test("more than one request's worth of entries arrives whole and in order", async () => {
      const padding = "x".repeat(100_000);
      const entries = numbered(1, 12).map(({ id }) => ({ id, payload: JSON.stringify({ id, padding }) }));
      expect(await stream.addAt(key, entries)).toBe(12);
      const found = await readNew("a");
      expect(found.map(({ id, payload }) => ({ id, payload }))).toEqual(entries);
    });

    test("a consumer finds its own pending entries again, and nobody else's", async () => {
      await stream.addAt(key, numbered(1, 4));
      await readNew("a", 2);
      await readNew("b", 2);
      expect(idsOf(await readPending("a"))).toEqual(["1-0", "2-0"]);
      expect(idsOf(await readPending("a", "1-0"))).toEqual(["2-0"]);
      expect(await readPending("c")).toEqual([]);
    });

    test("acknowledged entries are gone from the stream and from the pending list", async () => {
      await stream.addAt(key, numbered(1, 3));
      await readNew("a");
      await stream.acknowledge(key, group, ["1-0", "3-0"]);
      await stream.acknowledge(key, group, ["1-0", "3-0"]);
      expect(idsOf(await readPending("a"))).toEqual(["2-0"]);
      expect(await stream.describe(key, group)).toEqual({
        length: 1,
        pending: 1,
        lag: expect.toSatisfy(isLag(0)),
      });
    });

    test("deliveries are counted per entry of the consumer", async () => {
      await stream.addAt(key, numbered(1, 3));
      await readNew("a", 2);
      await readNew("b", 1);
      await readPending("a");
      await readPending("a", "1-0");
      expect(await stream.deliveries(key, reader("a"))).toEqual(
        new Map([
          ["1-0", 2],
          ["2-0", 3],
        ]),
      );
      expect(await stream.deliveries(key, reader("a", 1))).toEqual(new Map([["1-0", 2]]));
      expect(await stream.deliveries(key, reader("nobody"))).toEqual(new Map());
    });

    test("entries of a dead peer are found behind a thousand fresh ones", async () => {
      await stream.addAt(key, numbered(1, 1010));
      await readNew("dead", 1010);
      await subject.passTime(600);
      await readNewAgain("busy", 1000);
      expect(idsOf(await claimIdle("heir", 500))).toEqual(idsOf(numbered(1001, 1010)));
      expect(await claimIdle("heir", 500)).toEqual([]);
      expect(await stream.deliveries(key, reader("heir", 2))).toEqual(
        new Map([
          ["1001-0", 2],
          ["1002-0", 2],
        ]),
      );
    });

    /** Makes the first `count` pending entries fresh, as a busy peer's would be. */
    async function readNewAgain(consumer: string, count: number) {
      await stream.readPending(key, { group, consumer: "dead", count, after: "0" });
      expect(await readNew(consumer)).toEqual([]);
    }

    test("nothing is taken from a peer that is alive", async () => {
      await stream.addAt(key, numbered(1, 3));
      await readNew("alive");
      expect(await claimIdle("thief", 60_000)).toEqual([]);
      expect(idsOf(await readPending("alive"))).toEqual(["1-0", "2-0", "3-0"]);
    });

    test("a lost Redis is told apart from a silent one, and a new group makes it work again", async () => {
      await stream.addAt(key, numbered(1, 2));
      await readNew("a");
      await subject.flush();
      await expectNoGroup(readNew("a"));
      await expectNoGroup(readPending("a"));
      await expectNoGroup(claimIdle("a", 0));
      await expectNoGroup(stream.deliveries(key, reader("a")));
      expect(await stream.describe(key, group)).toEqual({ length: 0, pending: 0, lag: 0 });
      await stream.acknowledge(key, group, ["1-0"]);

      await stream.addAt(key, numbered(1, 1));
      await stream.ensureGroup(key, group);
      expect(idsOf(await readNew("a"))).toEqual(["1-0"]);
    });

    test("one missing group among several streams is reported", async () => {
      await expectNoGroup(stream.readNew([urgent, key], reader("a")));
    });

    test("a stream is described by its length, its pending and its undelivered entries", async () => {
      expect(await stream.describe("checks:nowhere", group)).toEqual({ length: 0, pending: 0, lag: 0 });
      await stream.addAt(key, numbered(1, 5));
      await readNew("a", 2);
      expect(await stream.length(key)).toBe(5);
      expect(await stream.describe(key, group)).toEqual({
        length: 5,
        pending: 2,
        lag: expect.toSatisfy(isLag(3)),
      });
      expect(await stream.describe(key, "another")).toEqual({ length: 5, pending: 0, lag: null });
    });

    test.each([
      ["a number", "7"],
      ["an object", '{"a":[1,"2",null]}'],
      ["text in quotes", '"quoted"'],
      ["null", "null"],
      ["OK", "OK"],
      ["letters of the world", '{"name":"Grüße, 東京 🚦 \\u0000"}'],
      ["something like base64", "T0s="],
      ["nothing", ""],
    ])("a payload that looks like %s arrives as it was sent", async (_name, payload) => {
      await stream.add(key, payload);
      const [message] = await readNew("a");
      expect(message?.payload).toBe(payload);
      await stream.setValue(`value:${key}`, payload);
      expect(await stream.getValue(`value:${key}`)).toBe(payload);
    });

    test("a value that was never set is null", async () => {
      expect(await stream.getValue("value:never")).toBeNull();
    });

    test("a lease has one holder until its time is over", async () => {
      expect(await stream.acquireLease(`lease:${key}`, "a", 400)).toBe(true);
      expect(await stream.acquireLease(`lease:${key}`, "b", 400)).toBe(false);
      await subject.passTime(500);
      expect(await stream.acquireLease(`lease:${key}`, "b", 400)).toBe(true);
      expect(await stream.getValue(`lease:${key}`)).toBe("b");
    });
  });
}

/** Redis before 7 does not know the lag. */
const isLag = (expected: number) => (lag: number | null) => lag === expected || lag === null;

async function expectNoGroup(promise: Promise<unknown>): Promise<void> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StreamError);
  expect(error).toMatchObject({ kind: "no_group" });
}
