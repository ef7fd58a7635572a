import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HttpCheck } from "#contracts/checks/http.ts";
import type { Tracer } from "#contracts/tracer.ts";
import { runSlice } from "#server/pipeline/schedule/run-slice.ts";
import { setTracer } from "#server/runtime/request/process-tracer.ts";
import { openTracer } from "#transport/tracing/open-tracer.ts";
import { OtlpCollector } from "./otlp-collector.ts";
import { TracedWorld } from "./traced-world.ts";

const WAIT = { timeout: 20_000, interval: 50 };
let collector: OtlpCollector;
let world: TracedWorld;
let tracers: Tracer[];

beforeEach(async () => {
  collector = new OtlpCollector();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", await collector.open());
  vi.stubEnv("OTEL_EXPORTER_OTLP_HEADERS", "x-collector-key=CANARY-export-key");
  world = await TracedWorld.open();
  tracers = [];
});
afterEach(async () => {
  await world.close();
  setTracer(null);
  await collector.close();
  vi.unstubAllEnvs();
});

async function tracerOf(serviceName: string, environment: Record<string, string> = {}) {
  const tracer = await openTracer({
    environment: { ...process.env, ...environment },
    serviceName,
    version: "1",
    instance: "test",
  });
  if (tracer === null) throw new Error("Tracing is off.");
  tracers.push(tracer);
  return tracer;
}

function aCheck(): HttpCheck {
  return HttpCheck.parse({
    kind: "http",
    url: `${world.targetUrl}/CANARY-path?token=CANARY-query`,
    method: "POST",
    headers: [{ name: "authorization", value: "Bearer CANARY-header" }],
    body: "CANARY-body",
    expectedStatus: [{ from: 200, to: 299 }],
    keyword: null,
    followRedirects: true,
  });
}

async function failAfterSuccess(hookUrl: string): Promise<void> {
  const monitorId = await world.addMonitor({ check: aCheck(), hookUrl, intervalMs: 2_000 });
  expect(await runSlice(world.deps, { backlogs: new Map() })).toMatchObject({ kind: "done" });
  await vi.waitFor(async () => {
    const state = await world.database.db.monitorState.findUniqueOrThrow({ where: { monitorId } });
    expect(state.verdict).toBe("up");
  }, WAIT);
  world.targetStatus = 500;
  await vi.waitFor(() => expect(world.received).toHaveLength(1), WAIT);
}

/** Until the receiver has been told, and everything of it is exported. */
async function tellOfOutage(): Promise<void> {
  const hookUrl = `${world.receiverUrl}/CANARY-hook?key=CANARY-hook-key`;
  await failAfterSuccess(hookUrl);
  await vi.waitFor(async () => {
    await Promise.all(tracers.map((tracer) => tracer.flush()));
    expect(collector.spans.map(({ name }) => name)).toContain("delivery");
  }, WAIT);
}

test("one trace leads from the cron's slice over both probes to the webhook's receiver", async () => {
  const all = { OTEL_TRACES_SAMPLER: "parentbased_always_on" };
  setTracer(await tracerOf("uptick-app", all));
  const probeTracer = await tracerOf("uptick-probe", all);
  await world.addProbe("eu", probeTracer);
  await world.addProbe("us", probeTracer);
  await tellOfOutage();

  const told = collector.spans.find(({ name }) => name === "channel request");
  if (told === undefined) throw new Error("No request of the channel was exported.");
  expect(world.received[0]?.headers.traceparent).toBe(`00-${told.traceId}-${told.spanId}-01`);
  const line = collector.lineOf(told);
  expect(line.map(({ name, service }) => `${service} ${name}`)).toEqual([
    "uptick-app channel request",
    "uptick-app delivery",
    "uptick-app outbox",
    "uptick-app judge",
    "uptick-app ingest",
    "uptick-app POST /api/probe-rpc",
    "uptick-probe report",
    "uptick-probe check http",
    "uptick-probe entry",
    "uptick-app confirm",
    "uptick-app ingest",
    "uptick-app POST /api/probe-rpc",
    "uptick-probe report",
    "uptick-probe check http",
    "uptick-probe entry",
    "uptick-app stream add",
    "uptick-app schedule",
    "uptick-app cron slice",
  ]);
  expect(new Set(line.map(({ traceId }) => traceId)).size).toBe(1);
  expect(line.at(-1)?.parentSpanId ?? "").toBe("");
  const failed = line.filter(({ name }) => name === "check http");
  expect(failed.map(({ status }) => status)).toEqual([
    { code: 2, message: "status" },
    { code: 2, message: "status" },
  ]);
  expect(collector.headers[0]).toMatchObject({
    ":path": "/v1/traces",
    "x-collector-key": "CANARY-export-key",
  });
  for (const body of collector.bodies) expect(body).not.toMatch(/CANARY|127\.0\.0\.1|Bearer/);
});

test("of calm times nothing is kept, of an outage all from the confirmation on, also over a probe that only passes it on", async () => {
  const none = { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0" };
  setTracer(await tracerOf("uptick-app", none));
  await world.addProbe("eu", await tracerOf("uptick-probe", none));
  await world.addProbe("us", null);
  await tellOfOutage();

  const names = new Set(collector.spans.map(({ name }) => name));
  expect(names).not.toContain("cron slice");
  expect(names).not.toContain("stream add");
  const told = collector.spans.find(({ name }) => name === "channel request");
  if (told === undefined) throw new Error("No request of the channel was exported.");
  const line = collector.lineOf(told).map(({ name }) => name);
  expect(line.slice(0, 4)).toEqual(["channel request", "delivery", "outbox", "judge"]);
  expect(line.at(-1)).toBe("confirm");
});

test("while tracing is off nobody is told of a trace, and no row has one", async () => {
  await world.addProbe("eu", null);
  await world.addProbe("us", null);
  const hookUrl = `${world.receiverUrl}/hook`;
  await failAfterSuccess(hookUrl);
  expect(world.received[0]?.headers.traceparent).toBeUndefined();
  expect(await world.database.db.delivery.count({ where: { traceparent: { not: null } } })).toBe(0);
  expect(collector.bodies).toEqual([]);
});
