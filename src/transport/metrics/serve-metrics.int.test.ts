import { afterEach, expect, test } from "vitest";
import { readExposition } from "#testing/read-exposition.ts";
import { Meters } from "./meters.ts";
import { openMetricsPort } from "./open-metrics-port.ts";
import { type MetricsDoor, serveMetrics } from "./serve-metrics.ts";

const LIST = { test_total: { kind: "counter", help: "One.", labels: [] } } as const;
const TOKEN = "a-token-of-16-or-more";
let door: MetricsDoor | undefined;
afterEach(() => door?.close());

async function open(token: string | null): Promise<string> {
  const meters = new Meters(LIST);
  meters.watchProcess();
  meters.count("test_total", {});
  door = await serveMetrics({ port: 0, host: "127.0.0.1", token }, () => meters.families());
  return door.url;
}

test("the port tells what was counted and how the process feels", async () => {
  const response = await fetch(await open(null));
  const families = readExposition(await response.text());
  expect(families.get("test_total")?.samples[0]?.value).toBe(1);
  for (const name of ["process_resident_memory_bytes", "nodejs_eventloop_lag_p99_seconds"]) {
    expect(families.get(name)?.samples, name).toHaveLength(1);
  }
});

test("with a token it answers nobody else, and nothing but /metrics", async () => {
  const url = await open(TOKEN);
  const ask = async (path: string, init: RequestInit = {}) => (await fetch(new URL(path, url), init)).status;
  const authorization = `Bearer ${TOKEN}`;
  expect(await ask("/metrics")).toBe(401);
  expect(await ask("/metrics", { headers: { authorization: `${authorization}x` } })).toBe(401);
  expect(await ask("/metrics?x=1", { headers: { authorization } })).toBe(200);
  expect(await ask("/", { headers: { authorization } })).toBe(404);
  expect(await ask("/metrics", { method: "POST", headers: { authorization } })).toBe(404);
});

test("a port that is taken is said and does no other harm", async () => {
  const { port } = new URL(await open(null));
  const said: string[] = [];
  const settings = { UPTICK_METRICS_PORT: Number(port), UPTICK_METRICS_HOST: "127.0.0.1" };
  await openMetricsPort(
    settings,
    async () => [],
    (text) => void said.push(text),
  );
  expect(said).toEqual([expect.stringContaining("cannot be opened: listen EADDRINUSE")]);
});
