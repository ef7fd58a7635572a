import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_CALLS_PER_BATCH } from "#contracts/batch.ts";
import { openTrpcRoute } from "#testing/open-trpc-route.ts";

const MB = 1024 * 1024;
let route: Awaited<ReturnType<typeof openTrpcRoute>>;

beforeAll(async () => {
  route = await openTrpcRoute();
});
afterAll(() => route.close());

test("a batch has ten calls at most", async () => {
  const ask = (calls: number) => {
    const inputs = Array.from({ length: calls }, (_, at) => [at, { json: {} }] as const);
    const paths = inputs.map(() => "monitor.list").join(",");
    return route.get(`${paths}?batch=1`, JSON.stringify(Object.fromEntries(inputs)));
  };
  expect(await ask(MAX_CALLS_PER_BATCH)).toBe(200);
  expect(await ask(MAX_CALLS_PER_BATCH + 1)).toBe(400);
});

test("a body that says that it is too large, and one that says nothing and is, are not read to their end", async () => {
  expect(await route.post("workspace.create", "x".repeat(5 * MB))).toBe(413);
  let given = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      given += 1;
      controller.enqueue(new Uint8Array(MB));
    },
  });
  expect(await route.post("workspace.create", endless)).toBe(413);
  expect(given).toBeLessThan(10);
});

test.each([
  ["an id of 50,000 characters", "monitor.get", { id: "x".repeat(50_000) }],
  ["a page of 1e9 rows", "monitor.list", { limit: 1e9 }],
  ["a search of 100,000 characters", "monitor.list", { search: "x".repeat(100_000) }],
  ["half a million tags", "monitor.list", { tags: Array(500_000).fill("a") }],
])("%s is refused", async (_name, procedure, input) => {
  expect(await route.get(procedure, JSON.stringify({ json: input }))).toBe(400);
});

test("JSON 100,000 deep is refused, and the next caller is answered", async () => {
  const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  expect(await route.post("workspace.create", `{"json":${deep}}`)).toBe(400);
  expect(await route.get("monitor.list", JSON.stringify({ json: {} }))).toBe(200);
});
