import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openTrpcRoute } from "#testing/open-trpc-route.ts";

let route: Awaited<ReturnType<typeof openTrpcRoute>>;
const post = (procedure: string, body: string) => route.post(procedure, body);
const get = (procedure: string, input: string) => route.get(procedure, input);

beforeAll(async () => {
  route = await openTrpcRoute();
});
afterAll(() => route.close());
afterEach(() => {
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  expect(Reflect.get([], "polluted")).toBeUndefined();
  expect(Reflect.get(() => 0, "polluted")).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

const OBJECTS = [
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"title":"x","__proto__":{"polluted":1}}',
  '{"name":"x","timeZone":"UTC","__proto__":{"polluted":1}}',
  '{"name":"x","timeZone":"UTC","constructor":{"prototype":{"polluted":1}}}',
  '{"toString":"x","hasOwnProperty":"x","valueOf":null}',
  '[{"__proto__":{"polluted":1}}]',
  `${'{"__proto__":'.repeat(500)}1${"}".repeat(500)}`,
];

/** The paths of superjson say where a value of a special kind goes: into the prototype, if it may. */
const METAS = [
  '{"values":{"__proto__.polluted":["Date"]}}',
  '{"values":{"constructor.prototype.polluted":["Date"]}}',
  '{"values":{"name.__proto__.polluted":["bigint"]}}',
  '{"values":{"name.constructor.prototype.polluted":["set"]}}',
  '{"values":{"__proto__":["map"]}}',
  '{"values":["map",{"__proto__":["Date"]}]}',
  '{"values":{"name":[["custom","Object"]]}}',
  '{"values":{"name":[["class","Object"]]}}',
  '{"values":{"name":["Error"]}}',
  '{"referentialEqualities":{"name":["__proto__.polluted"]}}',
  '{"referentialEqualities":{"name":["constructor.prototype.polluted"]}}',
  '{"referentialEqualities":[["__proto__.polluted"]]}',
  '{"referentialEqualities":{"__proto__":["polluted"]}}',
  '{"v":1,"values":{"a.b.c.d":["undefined"]}}',
  '{"__proto__":{"values":{"name":["Date"]}}}',
  "[]",
  "1",
  '"x"',
];

test.each(OBJECTS.map((json) => [json.slice(0, 80), json] as const))(
  "%s pollutes nothing",
  async (_, json) => {
    for (const procedure of ["account.setName", "channel.create", "monitor.create"]) {
      const status = await post(procedure, `{"json":${json}}`);
      expect([procedure, status]).toEqual([procedure, expect.toSatisfy(isRefusal)]);
    }
    expect(await get("monitor.list", `{"json":${json}}`)).toSatisfy(
      (status) => status === 200 || isRefusal(status),
    );
  },
);

test.each(METAS.map((meta) => [meta]))("the meta %s pollutes nothing", async (meta) => {
  const body = `{"json":{"name":1,"zone":{"polluted":1},"__proto__":{"polluted":1}},"meta":${meta}}`;
  expect(await post("workspace.create", body)).toSatisfy(isRefusal);
  const wanted = await get("monitor.get", `{"json":{"id":1},"meta":${meta}}`);
  expect(wanted).toSatisfy(isRefusal);
});

test.each([
  '{"__proto__":{"json":{"name":"x"}}}',
  '{"json":null,"__proto__":{"polluted":1}}',
  "null",
  "[]",
  "",
  "{",
  '{"0":{"json":{"__proto__":{"polluted":1}}}}',
])("the body %j is refused", async (body) => {
  expect(await post("workspace.create", body)).toSatisfy(isRefusal);
});

test("procedures are not looked up in a prototype", async () => {
  for (const path of [
    "__proto__",
    "constructor",
    "toString",
    "monitor.__proto__",
    "monitor.constructor.call",
  ]) {
    expect([path, await post(path, '{"json":{}}')]).toEqual([path, 404]);
    expect([path, await get(path, '{"json":{}}')]).toEqual([path, 404]);
  }
});

test("a text that the database cannot hold is refused, wherever it stands", async () => {
  for (const text of ["a\\u0000b", "\\ud83d", "\\udc00x"]) {
    expect(await post("workspace.create", `{"json":{"name":"${text}","timeZone":"UTC"}}`)).toBe(400);
    expect(await get("monitor.list", `{"json":{"search":"${text}"}}`)).toBe(400);
    expect(await get("palette.search", `{"json":{"search":"${text}"}}`)).toBe(400);
    expect(await get("incident.list", `{"json":{"search":"${text}"}}`)).toBe(400);
    const channel = `{"json":{"kind":"webhook","name":"x","config":{"${text}":"${text}"}}}`;
    expect(await post("channel.create", channel)).toBe(400);
  }
});

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}
