import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { HttpCheck } from "#contracts/checks/http.ts";
import { startNodeProbe } from "#probes/platform/node.ts";
import { createProbeRpc } from "#probes/platform/rpc-client.ts";
import { issueToken } from "#server/store/region-credential-store.ts";
import { createProbeHandler } from "#server/trpc/probe-handler.ts";
import { aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { createTestDeps } from "#testing/test-deps.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";

const MONITORS = 10;
const PER_MONITOR = 4;
const canaries = Array.from({ length: MONITORS * PER_MONITOR }, (_, index) => ({
  name: `CANARY_${index}`,
  value: `cänary/${index}&"${Buffer.from(`deep ${index * 7919}`).toString("hex")}"=`,
}));

let dashboard: Dashboard;
let editor: DashboardCaller;
let viewer: DashboardCaller;
let echo: Server;
let app: Server;
let stopProbe: () => Promise<void>;
/** Everything that left for Redis or a log. */
const said: unknown[] = [];
/** What the rightful receiver got. */
const received: string[] = [];

beforeAll(async () => {
  dashboard = await createDashboard();
  const { db, sql } = dashboard.deps;
  const eu = await aRegion(db, "eu");
  const member = await dashboard.member({ role: "owner" });
  editor = await dashboard.caller(member);
  viewer = await dashboard.caller(
    await dashboard.member({ role: "viewer", workspaceId: member.workspaceId }),
  );
  echo = createServer((request, response) => void answerAll(request).then((body) => reply(response, body)));
  await listen(echo);

  const note = (...detail: unknown[]) => void said.push(detail);
  const stream: Dashboard["stream"] = {
    ...dashboard.stream,
    add: (key, payload) => {
      note(payload);
      return dashboard.stream.add(key, payload);
    },
    addAt: (key, entries) => {
      note(entries);
      return dashboard.stream.addAt(key, entries);
    },
  };
  const deps = createTestDeps(dashboard.database, stream, Date.now());
  deps.clock = Date.now;
  deps.log = { debug: note, info: note, warn: note, error: note };
  const handle = createProbeHandler(deps);
  app = createServer((request, response) => void passOn(handle, request, response));
  await listen(app);

  const token = await issueToken(sql, { id: eu, code: "eu" });
  const probe = await startNodeProbe({
    instance: "eu-a",
    rpc: createProbeRpc({ url: urlOf(app), token }),
    stream,
    log: note,
    egress: OPEN_EGRESS,
  });
  stopProbe = async () => probe?.stop();

  for (const secret of canaries) await editor.secret.create(secret);
  for (let index = 0; index < MONITORS; index += 1) await editor.monitor.create(monitorOf(index));
  await editor.monitor.test({ check: monitorOf(0).check, timeoutMs: 5000, regions: ["eu"] });
});
afterAll(async () => {
  await stopProbe();
  for (const server of [echo, app]) {
    server.closeAllConnections();
    server.close();
  }
  await dashboard.close();
});

function monitorOf(index: number) {
  const [inUrl, inHeader, inBody, inBasic] = canaries
    .slice(index * PER_MONITOR, (index + 1) * PER_MONITOR)
    .map(({ name }) => `{{secret.${name}}}`);
  const check = HttpCheck.parse({
    kind: "http",
    url: `${urlOf(echo)}/hook/${inUrl}?key=${inUrl}`,
    method: "POST",
    headers: [{ name: "X-Key", value: `Token ${inHeader}` }],
    body: `{"key": "${inBody}"}`,
    bodyType: "json",
    auth: { type: "basic", username: "me", password: inBasic },
    expectedStatus: [{ from: 200, to: 299 }],
    keyword: null,
    followRedirects: true,
  });
  return { name: `M${index}`, check, intervalSec: 60, timeoutMs: 5000, regions: ["eu"], tags: [] };
}

/** A target that says all it was told, in every way that it can, and fails so that it is kept as evidence. */
async function answerAll(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of request.setEncoding("utf8")) body += part;
  const told = `${request.url}\n${request.headers["x-key"]}\n${request.headers.authorization}\n${body}`;
  received.push(told);
  const basic = Buffer.from(String(request.headers.authorization).slice(6), "base64").toString();
  return `${told}\n${basic}\n${JSON.stringify({ told })}\n${Buffer.from(`:${told}`).toString("base64")}`;
}

function reply(response: Parameters<Parameters<typeof createServer>[1] & object>[1], body: string): void {
  const echoed = Buffer.from(body).toString("base64").slice(0, 900);
  response.writeHead(500, { "x-echo": echoed, location: "/hook" }).end(body);
}

async function passOn(
  handle: (request: Request) => Promise<Response>,
  request: IncomingMessage,
  response: Parameters<Parameters<typeof createServer>[1] & object>[1],
): Promise<void> {
  let body = "";
  for await (const part of request.setEncoding("utf8")) body += part;
  const headers = {
    authorization: String(request.headers.authorization),
    "content-type": "application/json",
  };
  const answer = await handle(
    new Request(`http://localhost${request.url}`, { method: "POST", headers, body }),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
}

function listen(server: Server): Promise<void> {
  return new Promise((done) => server.listen(0, "127.0.0.1", done));
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The forms in which a receiver of the secret can give it away, made without the product's own code. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const core = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    return text.slice(before === 0 ? 0 : 4, -2);
  });
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString("hex"),
    bytes.toString("latin1"),
    ...core,
  ];
}

function leaksIn(text: string): string[] {
  return canaries
    .filter(({ value }) => formsOf(value).some((form) => text.includes(form)))
    .map(({ name }) => name);
}

async function dumpTables(): Promise<string> {
  const { sql } = dashboard.deps;
  const { rows: tables } = await sql.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const dumps = [];
  for (const { name } of tables) {
    const { rows } = await sql.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM "${name}" t`);
    dumps.push(...rows.map(({ row }) => row));
  }
  return dumps.join("\n");
}

test("40 secrets reach their target and nothing else: no table, stream, log or answer has one", async () => {
  const { db, sql } = dashboard.deps;
  await vi.waitFor(
    async () => {
      const { rows } = await sql.query<{ count: number }>("SELECT count(*)::int AS count FROM tick");
      expect(rows[0]?.count).toBeGreaterThanOrEqual(MONITORS);
      expect(await db.trialRegion.count({ where: { answeredAt: { not: null } } })).toBe(1);
    },
    { timeout: 30_000, interval: 100 },
  );
  const reached = received.join("\n");
  expect(canaries.filter(({ value }) => !formsOf(value).some((form) => reached.includes(form)))).toEqual([]);

  const dump = await dumpTables();
  expect(dump).toContain("{{secret.CANARY_0}}");
  expect(leaksIn(dump)).toEqual([]);
  expect(leaksIn(JSON.stringify(said))).toEqual([]);
  expect(leaksIn(JSON.stringify(dashboard.logged))).toEqual([]);
});

test("what screens and exports are answered has none either", async () => {
  const answers: unknown[] = [await editor.secret.list(), await editor.auditLog.list({})];
  const monitors = await dashboard.deps.db.monitor.findMany({ select: { publicId: true } });
  for (const { publicId: id } of monitors) {
    for (const reader of [editor, viewer]) {
      answers.push(await reader.monitor.get({ id }), await reader.monitor.ticks({ id }));
    }
  }
  const text = JSON.stringify(answers);
  expect(text).toContain("CANARY_0");
  expect(leaksIn(text)).toEqual([]);
});
