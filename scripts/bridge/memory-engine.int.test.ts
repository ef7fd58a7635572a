import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RedisServer, startRedisServer } from "#testing/redis-server.ts";
import type { Backend, Command, CommandResult, Reply } from "./backend.ts";
import { createMemoryEngine } from "./memory-engine.ts";
import { createRedisBackend } from "./redis-backend.ts";

let redis: RedisServer;
let real: Backend;

beforeAll(async () => {
  redis = await startRedisServer();
  real = createRedisBackend(redis.url, () => undefined);
  await vi.waitUntil(() => real.isReady());
});
afterAll(async () => {
  await real.close();
  await redis.stop();
});

const streamKey = fc.constantFrom("s1", "s1", "s1", "s2", "text");
const group = fc.constantFrom("g1", "g1", "g1", "g2");
const consumer = fc.constantFrom("a", "b", "c");
const entryId = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 }))
  .map(([ms, seq]) => `${ms}-${seq}`);
const addId = fc.oneof(
  { weight: 8, arbitrary: entryId },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 12 }).map(String) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 12 }).map((ms) => `${ms}-*`) },
  { weight: 1, arbitrary: fc.constantFrom("-", "+", "x", "1-", "1-x", "-1", "1-1-1", "") },
);
const bound = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("-", "+") },
  { weight: 3, arbitrary: entryId },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 9 }).map(String) },
  { weight: 1, arbitrary: entryId.map((id) => `(${id}`) },
  { weight: 1, arbitrary: fc.constantFrom("x", "1-x") },
);
const afterId = fc.oneof(
  { weight: 6, arbitrary: fc.constant(">") },
  { weight: 2, arbitrary: fc.constant("0") },
  { weight: 2, arbitrary: entryId },
  { weight: 1, arbitrary: fc.constantFrom("$", "x") },
);
const count = fc.constantFrom("1", "1", "2", "3", "10", "0", "-1", "x");
const optionalCount = fc.oneof(
  fc.constant([] as string[]),
  count.map((n) => ["COUNT", n]),
);
const text = fc.constantFrom("7", "-3", "007", "x", "", "9223372036854775807", "東京");
const words = (...parts: fc.Arbitrary<string | readonly string[]>[]) =>
  fc.tuple(...parts).map((found): string[] => found.flat());
const is = (word: string) => fc.constant(word);

const command: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 12, arbitrary: words(is("XADD"), streamKey, addId, is("e"), text) },
  {
    weight: 4,
    arbitrary: words(
      is("XGROUP"),
      is("CREATE"),
      streamKey,
      group,
      fc.constantFrom("0", "$", "3"),
      is("MKSTREAM"),
    ),
  },
  { weight: 1, arbitrary: words(is("XGROUP"), is("CREATE"), streamKey, group, is("0")) },
  { weight: 1, arbitrary: words(is("XGROUP"), is("DESTROY"), streamKey, group) },
  { weight: 1, arbitrary: words(is("XGROUP"), is("DELCONSUMER"), streamKey, group, consumer) },
  {
    weight: 10,
    arbitrary: words(
      is("XREADGROUP"),
      is("GROUP"),
      group,
      consumer,
      optionalCount,
      is("STREAMS"),
      streamKey,
      afterId,
    ),
  },
  {
    weight: 3,
    arbitrary: words(
      is("XREADGROUP"),
      is("GROUP"),
      group,
      consumer,
      optionalCount,
      is("STREAMS"),
      is("s1"),
      is("s2"),
      afterId,
      afterId,
    ),
  },
  { weight: 4, arbitrary: words(is("XACK"), streamKey, group, entryId, entryId) },
  { weight: 4, arbitrary: words(is("XDEL"), streamKey, entryId, entryId) },
  {
    weight: 4,
    arbitrary: words(
      is("XAUTOCLAIM"),
      streamKey,
      group,
      consumer,
      fc.constantFrom("0", "0", "3600000", "-5", "x"),
      bound,
      optionalCount,
    ),
  },
  { weight: 2, arbitrary: words(is("XPENDING"), streamKey, group) },
  {
    weight: 3,
    arbitrary: words(
      is("XPENDING"),
      streamKey,
      group,
      bound,
      bound,
      count,
      fc.oneof(fc.constant([] as string[]), consumer),
    ),
  },
  {
    weight: 1,
    arbitrary: words(
      is("XPENDING"),
      streamKey,
      group,
      is("IDLE"),
      fc.constantFrom("0", "3600000"),
      is("-"),
      is("+"),
      is("10"),
    ),
  },
  { weight: 2, arbitrary: words(is("XRANGE"), streamKey, bound, bound, optionalCount) },
  { weight: 2, arbitrary: words(is("XLEN"), streamKey) },
  { weight: 4, arbitrary: words(is("XINFO"), is("GROUPS"), streamKey) },
  { weight: 2, arbitrary: words(is("XINFO"), is("STREAM"), streamKey) },
  {
    weight: 2,
    arbitrary: words(
      is("SET"),
      streamKey,
      text,
      fc.constantFrom(
        [],
        ["NX"],
        ["PX", "100000"],
        ["EX", "0"],
        ["EX", "x"],
        ["EX", "9", "NX"],
        ["PX", "9", "EX", "9"],
      ),
    ),
  },
  { weight: 2, arbitrary: words(is("GET"), streamKey) },
  { weight: 1, arbitrary: words(is("INCR"), streamKey) },
  { weight: 1, arbitrary: words(is("DEL"), streamKey, streamKey) },
  { weight: 1, arbitrary: words(is("EXISTS"), streamKey, streamKey) },
  { weight: 1, arbitrary: words(is("PEXPIRE"), streamKey, fc.constantFrom("100000", "0", "-1", "x")) },
  { weight: 1, arbitrary: words(is("PING"), fc.constantFrom([], ["hello"], ["a", "b"])) },
);
/** Now and then a word is missing or one too many. */
const sloppyCommand = fc
  .tuple(command, fc.integer({ min: 0, max: 19 }))
  .map(([full, fate]) => (fate === 0 ? full.slice(0, -1) : fate === 1 ? [...full, "extra"] : full));
/** A group with entries read by two consumers, so that sequences do not only find nothing. */
const warmUp: Command[] = [
  ["XGROUP", "CREATE", "s1", "g1", "0", "MKSTREAM"],
  ...Array.from({ length: 6 }, (_, index) => ["XADD", "s1", `${index}-1`, "e", String(index)]),
  ["XREADGROUP", "GROUP", "g1", "a", "COUNT", "2", "STREAMS", "s1", ">"],
  ["XREADGROUP", "GROUP", "g1", "b", "COUNT", "2", "STREAMS", "s1", ">"],
];
/** More pending entries than one page of XAUTOCLAIM looks at. */
const longPending: Command[] = [
  ["XGROUP", "CREATE", "s1", "g1", "0", "MKSTREAM"],
  ...Array.from({ length: 35 }, (_, index) => ["XADD", "s1", `${index >> 2}-${1 + (index & 3)}`, "e", "x"]),
  ["XREADGROUP", "GROUP", "g1", "a", "STREAMS", "s1", ">"],
  ["XAUTOCLAIM", "s1", "g1", "b", "3600000", "0-0", "COUNT", "2"],
];
const sequence = fc
  .tuple(fc.constantFrom([], warmUp, longPending), fc.array(sloppyCommand, { minLength: 5, maxLength: 60 }))
  .map(([before, then]): Command[] => [...before, ...then]);

test("random sequences get the same replies from the memory engine and from Redis", async () => {
  await fc.assert(
    fc.asyncProperty(sequence, async (commands) => {
      expect(await replay(createMemoryEngine(), commands)).toEqual(await replay(real, commands));
    }),
    { numRuns: 1000, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false },
  );
});

test("random transactions get the same replies, also when they are discarded", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sloppyCommand, { minLength: 2, maxLength: 12 }), async (commands) => {
      const engine = createMemoryEngine();
      await flush(real);
      expect(await transact(engine, commands)).toEqual(await transact(real, commands));
      const left = [
        ["XINFO", "GROUPS", "s1"],
        ["XLEN", "s1"],
        ["EXISTS", "s1", "s2", "text"],
      ];
      expect(await engine.execute(left, { atomic: false })).toEqual(
        await real.execute(left, { atomic: false }),
      );
    }),
    { numRuns: 100, interruptAfterTimeLimit: 10_000, markInterruptAsFailure: false },
  );
});

async function flush(backend: Backend): Promise<void> {
  await backend.execute([["FLUSHALL"]], { atomic: false });
}

async function replay(backend: Backend, commands: Command[]) {
  await flush(backend);
  const outcomes = await backend.execute(commands, { atomic: false });
  return commands.map((sent, index) => ({ sent: sent.join(" "), got: comparable(sent, outcomes[index]) }));
}

async function transact(backend: Backend, commands: Command[]) {
  try {
    const outcomes = await backend.execute(commands, { atomic: true });
    return commands.map((sent, index) => comparable(sent, outcomes[index]));
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

/** Leaves out what depends on the clock (idle times) and on Redis' inner trees. */
function comparable(sent: Command, outcome: CommandResult | undefined): CommandResult | undefined {
  if (!outcome || "error" in outcome || !Array.isArray(outcome.result)) return outcome;
  const [name, verb] = [sent[0]?.toUpperCase(), sent[1]?.toUpperCase()];
  if (name === "XPENDING" && sent.length > 3) return { result: outcome.result.map(withoutIdle) };
  if (name === "XINFO" && verb === "STREAM") return { result: withoutTrees(outcome.result) };
  return outcome;
}

function withoutIdle(item: Reply): Reply {
  return Array.isArray(item) ? item.filter((_, index) => index !== 2) : item;
}

function withoutTrees(flat: Reply[]): Reply[] {
  return flat.filter((_, index) => {
    const field = flat[index - (index % 2)];
    return field !== "radix-tree-keys" && field !== "radix-tree-nodes";
  });
}
