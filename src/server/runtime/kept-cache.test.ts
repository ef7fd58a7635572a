import { expect, test } from "vitest";
import { KeptCache } from "./kept-cache.ts";

const LIMITS = { freshMs: 5_000, staleMs: 30_000, waitMs: 20, makeMs: 1_000, maxEntries: 10, maxBytes: 100 };

function aCache(change: Partial<typeof LIMITS> = {}) {
  let now = 1_000_000;
  let made = 0;
  let fails = false;
  const cache = new KeptCache<string>({
    ...LIMITS,
    ...change,
    bytesOf: (text) => text.length,
    clock: () => now,
  });
  const make = async () => {
    made += 1;
    const own = made;
    await Promise.resolve();
    if (fails) throw new Error("The database is away.");
    return `v${own}`;
  };
  return {
    cache,
    read: (key = "a") => cache.read(key, make),
    made: () => made,
    pass: (ms: number) => {
      now += ms;
    },
    fail: (next: boolean) => {
      fails = next;
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

test("a hundred readers at once make one value, and it is fresh for 5 s", async () => {
  const { read, made, pass } = aCache();
  const seen = await Promise.all(Array.from({ length: 100 }, () => read()));
  expect(new Set(seen.map(({ value }) => value))).toEqual(new Set(["v1"]));
  pass(4_999);
  expect(await read()).toEqual({ value: "v1", isOld: false });
  expect(made()).toBe(1);
});

test("a value that is no longer fresh is given once more while a new one is made", async () => {
  const { read, made, pass, settle } = aCache();
  await read();
  pass(5_000);
  const seen = await Promise.all([read(), read(), read()]);
  expect(seen.map(({ value }) => value)).toEqual(["v1", "v1", "v1"]);
  await settle();
  expect(await read()).toEqual({ value: "v2", isOld: false });
  expect(made()).toBe(2);
});

test("after a long silence the new value is waited for", async () => {
  const { read, pass } = aCache();
  await read();
  pass(30_000);
  expect(await read()).toEqual({ value: "v2", isOld: false });
});

test("the last good value stays while none can be made, and it is tried again every 5 s", async () => {
  const { read, made, pass, fail, settle } = aCache();
  await read();
  fail(true);
  pass(60_000);
  expect(await read()).toEqual({ value: "v1", isOld: true });
  for (let index = 0; index < 50; index += 1) expect((await read()).isOld).toBe(true);
  expect(made()).toBe(2);
  pass(5_000);
  expect(await read()).toEqual({ value: "v1", isOld: true });
  await settle();
  expect(made()).toBe(3);
  fail(false);
  pass(5_000);
  await read();
  await settle();
  expect(await read()).toEqual({ value: "v4", isOld: false });
});

test("without a last good value the failure is told", async () => {
  const { read, fail } = aCache();
  fail(true);
  await expect(read()).rejects.toThrow("The database is away.");
});

test("who waits for what does not come gets the last good value, and the next ones do not wait", async () => {
  const { cache, read, pass, settle } = aCache();
  await read();
  pass(60_000);
  const never = () => new Promise<string>(() => undefined);
  expect(await cache.read("a", never)).toEqual({ value: "v1", isOld: true });
  const next = await Promise.race([cache.read("a", never), settle().then(() => "waits")]);
  expect(next).toEqual({ value: "v1", isOld: true });
});

test("what is made too slowly has failed, so that it can be tried again", async () => {
  const { cache } = aCache({ makeMs: 5 });
  await expect(cache.read("a", () => new Promise<string>(() => undefined))).rejects.toThrow(
    "Not made within 5 ms",
  );
  expect(await cache.read("a", async () => "later")).toEqual({ value: "later", isOld: false });
});

test("a spent value is waited for, and a dropped one is gone", async () => {
  const { cache, read, fail } = aCache();
  await read();
  cache.spend((value) => value === "v1");
  expect(await read()).toEqual({ value: "v2", isOld: false });
  fail(true);
  cache.spend(() => true);
  expect(await read()).toEqual({ value: "v2", isOld: true });
  cache.drop(() => true);
  await expect(read()).rejects.toThrow();
});

test("what was spent while it was made is made once more", async () => {
  const { cache, read } = aCache();
  const first = read();
  cache.spend(() => true);
  expect((await first).value).toBe("v1");
  expect((await read()).value).toBe("v2");
});

test("the least recently used go first, by number and by size", async () => {
  const { cache } = aCache({ maxEntries: 2, maxBytes: 10 });
  const put = (key: string, value: string) => cache.read(key, async () => value);
  await put("a", "1");
  await put("b", "2");
  await put("a", "again");
  await put("c", "3");
  expect((await put("a", "new")).value).toBe("1");
  expect((await put("b", "new")).value).toBe("new");
  await put("large", "0123456789");
  expect((await put("a", "newer")).value).toBe("newer");
  await put("larger", "0123456789 and more");
  expect((await put("larger", "x")).value).toBe("x");
});
