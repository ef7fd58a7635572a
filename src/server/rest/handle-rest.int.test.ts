import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiScope } from "#contracts/api-key.ts";
import { cookieOf } from "#testing/access/principals.ts";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { handleRest } from "./handle-rest.ts";

let dashboard: Dashboard;
let owner: DashboardCaller;
let member: Awaited<ReturnType<Dashboard["member"]>>;
let key: string;
let now = Date.now();

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(now) });
  await aRegion(dashboard.deps.db, "aa-1");
  member = await dashboard.member({ role: "owner" });
  owner = await dashboard.caller(member);
  key = await keyWith(ApiScope.options);
});
afterAll(() => dashboard.close());

async function keyWith(scopes: readonly ApiScope[]): Promise<string> {
  return (await owner.apiKey.create({ name: "Program", scopes: [...scopes], expiresInDays: null })).key;
}

type Sent = { key?: string | null; headers?: Record<string, string>; body?: unknown; raw?: string };
/** As a program would call. */
async function send(method: string, path: string, sent: Sent = {}) {
  const headers = new Headers(sent.headers);
  const bearer = sent.key === undefined ? key : sent.key;
  if (bearer !== null) headers.set("authorization", `Bearer ${bearer}`);
  const body = sent.raw ?? (sent.body === undefined ? null : JSON.stringify(sent.body));
  if (body !== null && !headers.has("content-type")) headers.set("content-type", "application/json");
  const url = `${dashboard.deps.auth.appUrl}/api/v1${path}`;
  const response = await handleRest(dashboard.deps, new Request(url, { method, headers, body }));
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

const MONITOR = {
  name: "Shop",
  check: aCheck(),
  intervalSec: 60,
  timeoutMs: 5_000,
  regions: ["aa-1"],
  tags: ["shop"],
};
const UNKNOWN = "01900000-0000-7000-8000-000000000000";

describe("a monitor", () => {
  test("is made, read, changed, paused and deleted", async () => {
    const made = await send("POST", "/monitors", { body: MONITOR });
    expect(made).toMatchObject({ status: 201, body: { id: expect.any(String) } });
    const path = `/monitors/${made.body.id}`;
    expect(made.headers.get("location")).toBe(`/api/v1${path}`);

    const read = await send("GET", path);
    expect(read).toMatchObject({ status: 200, body: { name: "Shop", config: { intervalSec: 60 } } });
    expect(read.body.createdAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);

    expect(await send("PATCH", path, { body: { intervalSec: 120 } })).toMatchObject({ status: 200 });
    expect((await send("GET", path)).body.config).toMatchObject({ intervalSec: 120, name: "Shop" });
    expect(await send("PUT", path, { body: { ...MONITOR, name: "Store" } })).toMatchObject({ status: 200 });
    expect(await send("POST", `${path}/pause`)).toMatchObject({ status: 200 });
    expect(await send("GET", path)).toMatchObject({ body: { verdict: "paused", name: "Store" } });
    expect(await send("POST", `${path}/resume`)).toMatchObject({ status: 200 });
    expect(await send("GET", `${path}/explanation`)).toMatchObject({
      status: 200,
      body: { verdict: "unknown", rules: expect.arrayContaining([expect.any(String)]) },
    });
    for (const part of [
      "ticks",
      "uptime",
      "latency",
      "transitions",
      "gaps",
      "incidents",
      "rules",
      "channels",
    ])
      expect(await send("GET", `${path}/${part}`), part).toMatchObject({ status: 200 });
    expect(await send("DELETE", path)).toMatchObject({ status: 200 });
    expect(await send("GET", path)).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  test("is not overwritten by whoever has read an older one", async () => {
    const { body } = await send("POST", "/monitors", { body: MONITOR });
    const path = `/monitors/${body.id}`;
    const { revision } = (await send("GET", path)).body;
    const headers = { "if-match": `"${revision}"` };
    expect(await send("PATCH", path, { body: { name: "A" }, headers })).toMatchObject({ status: 200 });
    expect(await send("PATCH", path, { body: { name: "B" }, headers })).toMatchObject({
      status: 412,
      body: { code: "stale" },
    });
    expect((await send("GET", path)).body.name).toBe("A");
  });

  test("comes in pages that link to the next one", async () => {
    for (const name of ["P1", "P2", "P3"])
      await send("POST", "/monitors", { body: { ...MONITOR, name, tags: ["page"] } });
    const first = await send("GET", "/monitors?tag=page&limit=2");
    expect(first.body.data.map((item: { name: string }) => item.name)).toEqual(["P1", "P2"]);
    const next = /^<\/api\/v1(.+)>; rel="next"$/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await send("GET", next);
    expect(second.body).toMatchObject({ data: [{ name: "P3" }], nextCursor: null });
    expect(second.headers.get("link")).toBeNull();
  });
});

describe("what is refused", () => {
  test.each<{ name: string; ask: [string, string, Sent?]; status: number; code: string; error?: object }>([
    { name: "no key", ask: ["GET", "/monitors", { key: null }], status: 401, code: "unauthenticated" },
    {
      name: "an unknown key",
      ask: ["GET", "/monitors", { key: `uptick_${"x".repeat(40)}` }],
      status: 401,
      code: "unauthenticated",
    },
    { name: "an unknown address", ask: ["GET", "/nothing"], status: 404, code: "not_found" },
    { name: "an unknown id", ask: ["GET", `/monitors/${UNKNOWN}`], status: 404, code: "not_found" },
    {
      name: "no id",
      ask: ["GET", "/monitors/none"],
      status: 422,
      code: "invalid",
      error: { parameter: "id" },
    },
    { name: "another method", ask: ["DELETE", "/monitors"], status: 405, code: "method_not_allowed" },
    {
      name: "an answer that is not JSON",
      ask: ["GET", "/monitors", { headers: { accept: "text/html" } }],
      status: 406,
      code: "not_acceptable",
    },
    {
      name: "a body that is no JSON",
      ask: ["POST", "/monitors", { raw: "{" }],
      status: 400,
      code: "malformed",
    },
    {
      name: "a body that says it is a form",
      ask: [
        "POST",
        "/monitors",
        { raw: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } },
      ],
      status: 415,
      code: "unsupported_media_type",
    },
    {
      name: "a body that is too large",
      ask: ["POST", "/incidents", { raw: JSON.stringify({ title: "x".repeat(1_100_000) }) }],
      status: 413,
      code: "too_large",
    },
    {
      name: "an unknown field",
      ask: ["POST", "/monitors", { body: { ...MONITOR, colour: "red" } }],
      status: 422,
      code: "invalid",
      error: { pointer: "/colour", detail: "There is no field colour." },
    },
    {
      name: "an unknown parameter",
      ask: ["GET", "/monitors?colour=red"],
      status: 422,
      code: "invalid",
      error: { parameter: "colour" },
    },
    {
      name: "a parameter twice",
      ask: ["GET", "/monitors?limit=1&limit=2"],
      status: 422,
      code: "invalid",
      error: { parameter: "limit" },
    },
    {
      name: "a wrong field deep inside",
      ask: ["POST", "/monitors", { body: { ...MONITOR, check: { ...MONITOR.check, url: "nothing" } } }],
      status: 422,
      code: "invalid",
      error: { pointer: "/check/url" },
    },
    {
      name: "what only the procedure knows",
      ask: ["PUT", `/monitors/${UNKNOWN}`, { body: { ...MONITOR, intervalSec: 10, timeoutMs: 20_000 } }],
      status: 422,
      code: "invalid",
      error: { pointer: "/timeoutMs" },
    },
  ])("$name: $status", async ({ ask, status, code, error }) => {
    const answer = await send(...ask);
    expect(answer).toMatchObject({
      status,
      body: { status, code, instance: expect.stringContaining("urn:uptick:request:") },
    });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    if (error) expect(answer.body.errors).toEqual(expect.arrayContaining([expect.objectContaining(error)]));
  });

  test("a session is none of a program's", async () => {
    const headers = await cookieOf(dashboard, member);
    expect(await send("GET", "/monitors", { key: null, headers })).toMatchObject({ status: 401 });
  });

  test("a key without the scope is told which", async () => {
    const reader = await keyWith(["read"]);
    const refused = await send("POST", "/monitors", { key: reader, body: MONITOR });
    expect(refused).toMatchObject({
      status: 403,
      body: { detail: "This API key lacks the scope monitors:write." },
    });
    const writer = await keyWith(["monitors:write"]);
    expect(await send("GET", "/monitors", { key: writer })).toMatchObject({ status: 403 });
    expect(await send("POST", "/monitors", { key: writer, body: MONITOR })).toMatchObject({ status: 201 });
  });
});

test("HEAD and OPTIONS answer what they should", async () => {
  expect(await send("HEAD", "/monitors")).toMatchObject({ status: 200, body: null });
  const options = await send("OPTIONS", "/monitors", { key: null });
  expect(options.status).toBe(204);
  expect(options.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  expect(options.headers.get("access-control-allow-origin")).toBeNull();
});

describe("an Idempotency-Key", () => {
  const incident = (title: string) => ({ title, severity: "normal" });
  const once = (name: string, body: unknown) =>
    send("POST", "/incidents", { body, headers: { "idempotency-key": name } });

  test("does a request once", async () => {
    const first = await once("a", incident("Once"));
    const second = await once("a", incident("Once"));
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    expect((await send("GET", "/incidents?search=Once")).body.data).toHaveLength(1);
  });

  test("does it once for ten who ask at the same time", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => once("b", incident("Ten"))));
    expect(answers.map(({ status }) => status).every((status) => status === 201 || status === 409)).toBe(
      true,
    );
    expect((await send("GET", "/incidents?search=Ten")).body.data).toHaveLength(1);
  });

  test("belongs to one request", async () => {
    await once("c", incident("One"));
    expect(await once("c", incident("Other"))).toMatchObject({ status: 422, body: { code: "key_reused" } });
  });

  test("is free again after a refusal, and after a day", async () => {
    expect(await once("d", { title: "" })).toMatchObject({ status: 422 });
    expect(await once("d", incident("Mended"))).toMatchObject({ status: 201 });
    now += 25 * 3_600_000;
    expect(await once("d", incident("Next day"))).toMatchObject({ status: 201 });
  });

  test("keeps nothing that is shown once", async () => {
    const headers = { "idempotency-key": "hook" };
    const body = {
      name: "Deploys",
      timing: { kind: "hook", maxMin: 30 },
      scope: { everything: true, monitorIds: [], tags: [] },
    };
    const first = await send("POST", "/maintenance", { body, headers });
    expect(first.body.hookUrl).toContain("http");
    const again = await send("POST", "/maintenance", { body, headers });
    expect(again).toMatchObject({ status: 201, body: { id: first.body.id, hookUrl: null } });
  });
});
