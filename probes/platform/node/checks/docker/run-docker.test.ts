import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DockerCheck } from "#contracts/checks/docker.ts";
import { Evidence } from "#contracts/tick.ts";
import { Deadline } from "#probes/core/deadline.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { hasEngine } from "./ask-engine.ts";
import { createDockerRunner } from "./run-docker.ts";

let folder = "";
let socketPath = "";
let server: Server | null = null;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "uptick-docker-"));
  socketPath = join(folder, "docker.sock");
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(null)));
  server = null;
  await rm(folder, { recursive: true });
});

/** Answers on a Unix socket as the reference of the Docker Engine API writes it. Null: not at all. */
async function startEngine(
  answers: Record<string, [status: number, body: string] | null>,
): Promise<string[]> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const answer = answers[request.url ?? ""];
    if (answer === null) return;
    const [status, body] = answer ?? [404, '{"message":"No such container: web"}'];
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((done) => server?.listen(socketPath, done));
  return asked;
}

const INSPECT = "/containers/web/json";
const state = (fields: object): [number, string] => [
  200,
  JSON.stringify({ Id: "4fa6", Name: "/web", State: fields }),
];
const RUNNING = { Status: "running", Running: true, ExitCode: 0 };

function check(wish: Partial<Omit<DockerCheck, "kind">> = {}, timeoutMs = 1000) {
  return createDockerRunner({ socketPath })(
    configWith(DockerCheck.parse({ kind: "docker", container: "web", ...wish }), timeoutMs),
  );
}

test.each([
  { name: "running", fields: RUNNING, outcome: "ok", says: "web is running." },
  {
    name: "healthy",
    fields: { ...RUNNING, Health: { Status: "healthy" } },
    outcome: "ok",
    says: "running and healthy",
  },
  {
    name: "starting",
    fields: { ...RUNNING, Health: { Status: "starting" } },
    outcome: "ok",
    says: "starting",
  },
  {
    name: "unhealthy",
    fields: { ...RUNNING, Health: { Status: "unhealthy" } },
    outcome: "assertion",
    says: "saw unhealthy",
  },
  {
    name: "exited",
    fields: { Status: "exited", ExitCode: 137 },
    outcome: "assertion",
    says: "saw exited with exit code 137",
  },
  {
    name: "restarting",
    fields: { Status: "restarting", ExitCode: 1 },
    outcome: "assertion",
    says: "restarting",
  },
])("a container that is $name is $outcome", async ({ fields, outcome, says }) => {
  const asked = await startEngine({ [INSPECT]: state(fields) });
  const seen = await check();
  expect(seen.outcome).toBe(outcome);
  expect(Evidence.parse(seen.evidence()).message).toContain(says);
  expect(asked).toEqual([`GET ${INSPECT}`]);
});

test("a sick container may be left alone", async () => {
  await startEngine({ [INSPECT]: state({ ...RUNNING, Health: { Status: "unhealthy" } }) });
  expect((await check({ requireHealthy: false })).outcome).toBe("ok");
});

test("a container that is not there is an expectation that does not hold", async () => {
  await startEngine({});
  const seen = await check();
  expect(seen.outcome).toBe("assertion");
  expect(seen.evidence().message).toContain("no container called web");
});

test("assertions see the load", async () => {
  const stats = {
    cpu_stats: { cpu_usage: { total_usage: 300 }, system_cpu_usage: 2000, online_cpus: 4 },
    precpu_stats: { cpu_usage: { total_usage: 50 }, system_cpu_usage: 1000 },
    memory_stats: { usage: 700, limit: 1000, stats: { inactive_file: 200 } },
  };
  await startEngine({
    [INSPECT]: state(RUNNING),
    "/containers/web/stats?stream=false": [200, JSON.stringify(stats)],
  });
  const list = [
    { source: "cpuPercent" as const, name: "", comparison: "equals" as const, expected: "25" },
    { source: "memoryPercent" as const, name: "", comparison: "equals" as const, expected: "50" },
  ];
  const seen = await check({ assertions: { match: "all", list } });
  expect(seen.evidence().assertions?.map(({ held }) => held)).toEqual([true, true]);
  expect(seen.outcome).toBe("ok");
});

test.each<{ name: string; answer: [number, string] | null; outcome: string }>([
  { name: "is in trouble", answer: [500, '{"message":"server error"}'], outcome: "internal" },
  { name: "talks nonsense", answer: [200, "<html>"], outcome: "internal" },
  { name: "says nothing", answer: null, outcome: "internal" },
  { name: "says too much", answer: [200, `"${"x".repeat(1024 * 1024)}"`], outcome: "internal" },
])("an engine that $name is no fault of the container", async ({ answer, outcome }) => {
  await startEngine({ [INSPECT]: answer });
  const seen = await check({}, 300);
  expect(seen.outcome).toBe(outcome);
  expect(seen.totalUs).toBeLessThan(900_000);
});

test("an engine that is away is found out", async () => {
  expect((await check()).outcome).toBe("internal");
  const deadline = new Deadline(1000);
  expect(await hasEngine(socketPath, deadline)).toBe(false);
  await startEngine({ "/version": [200, '{"ApiVersion":"1.47"}'] });
  expect(await hasEngine(socketPath, deadline)).toBe(true);
  deadline.clear();
});
