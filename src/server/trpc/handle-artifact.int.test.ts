import { encode } from "next-auth/jwt";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { MAX_ARTIFACT_BYTES } from "#contracts/artifact.ts";
import { issueToken } from "#server/store/region-credential-store.ts";
import { aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { createTestDeps } from "#testing/test-deps.ts";
import { handleArtifact } from "./handle-artifact.ts";
import { createProbeHandler } from "./probe-handler.ts";

const stage = vi.hoisted(() => ({ deps: undefined as unknown }));
vi.mock("#server/trpc/app-deps.ts", () => ({ appDeps: () => stage.deps }));

const NOW = Date.now();
const PIXELS = Buffer.from("89504e470d0a1a0a", "hex");
let dashboard: Dashboard;
let probe: (request: Request) => Promise<Response>;
let token: string;
let monitor: { id: number; publicId: string };
let cookies: { own: string; foreign: string };

beforeAll(async () => {
  dashboard = await createDashboard();
  stage.deps = dashboard.deps;
  const { db, sql, auth } = dashboard.deps;
  const cookieOf = async ({ sessionId }: { sessionId: string }) =>
    `uptick-session=${await encode({ token: { sessionId }, secret: auth.secret })}`;
  const viewer = await dashboard.member({ role: "viewer" });
  cookies = {
    own: await cookieOf(viewer),
    foreign: await cookieOf(await dashboard.member({ role: "owner" })),
  };
  const regionId = await aRegion(db, "aa-1");
  monitor = await aMonitor(db, { workspaceId: viewer.workspaceId, regionIds: [regionId], fromMs: NOW });
  token = await issueToken(sql, { id: regionId, code: "aa-1" });
  probe = createProbeHandler(createTestDeps(dashboard.database, dashboard.stream, NOW));
});
afterAll(() => dashboard.close());

async function handIn(change: Record<string, unknown> = {}, bearer = token) {
  const id = uuidv7();
  const file = { kind: "screenshot", contentType: "image/png", bytes: PIXELS.toString("base64") };
  const response = await probe(
    new Request("http://localhost/api/probe-rpc/probe.artifact", {
      method: "POST",
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body: JSON.stringify({ id, monitorId: monitor.id, scheduledAt: NOW, ...file, ...change }),
    }),
  );
  const body = await response.json();
  return { id, status: response.status, taken: body.result?.data.taken };
}

function look(artifactId: string, cookie = cookies.own): Promise<Response> {
  const request = new Request("http://localhost/file", { headers: { cookie } });
  return handleArtifact(request, { id: monitor.publicId, artifactId });
}

test("what a probe hands in is shown to who may see the monitor, and can run nothing", async () => {
  const { id, taken } = await handIn();
  expect(taken).toBe(true);
  const response = await look(id);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(PIXELS);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/png",
    "content-disposition": `inline; filename="screenshot-${id}.png"`,
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringMatching(/^sandbox; default-src 'none'/),
    "cache-control": "private, no-store",
  });
});

test("a trace is saved, never opened", async () => {
  const { id } = await handIn({ kind: "trace", contentType: "application/zip" });
  expect((await look(id)).headers.get("content-disposition")).toBe(`attachment; filename="trace-${id}.zip"`);
});

test("nobody else gets it, and what is not there is said", async () => {
  const { id } = await handIn();
  expect((await look(id, cookies.foreign)).status).toBe(404);
  expect((await look(id, "")).status).toBe(401);
  expect((await look(uuidv7())).status).toBe(404);
  expect((await look("../../etc/passwd")).status).toBe(400);
});

test.each([
  { name: "a page", change: { contentType: "text/html" } },
  { name: "a picture that holds scripts", change: { contentType: "image/svg+xml" } },
  { name: "no base64", change: { bytes: "<svg>" } },
  { name: "too much", change: { bytes: "A".repeat(Math.ceil(MAX_ARTIFACT_BYTES / 3) * 4 + 4) } },
])("$name is refused", async ({ change }) => {
  expect((await handIn(change)).status).toBe(400);
});

test("a probe without a token, and one of a monitor that it does not check, are not heard", async () => {
  expect((await handIn({}, `${token}x`)).status).toBe(401);
  expect(await handIn({ monitorId: monitor.id + 1 })).toMatchObject({ status: 200, taken: false });
});
