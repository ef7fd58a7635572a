import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { pollUntil } from "#scripts/launcher/poll-until.ts";
import { type CronCall, createCronDriver } from "./cron-driver.ts";

const secret = "0123456789abcdef";
let server: Server | undefined;
let driver: ReturnType<typeof createCronDriver> | undefined;
afterEach(() => {
  driver?.stop();
  server?.closeAllConnections();
  server?.close();
});

async function startApp(
  statusOf: (path: string, call: number) => number,
  headersOf: (path: string, call: number) => Record<string, string> = () => ({}),
) {
  const calls: { path: string; authorization: string | undefined }[] = [];
  server = createServer((request, response) => {
    const path = request.url ?? "";
    calls.push({ path, authorization: request.headers.authorization });
    const call = calls.filter((one) => one.path === path).length;
    response.writeHead(statusOf(path, call), headersOf(path, call)).end("{}");
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const logs: string[] = [];
  const measured: CronCall[] = [];
  driver = createCronDriver({
    appUrl: `http://127.0.0.1:${port}`,
    secret,
    measure: (made) => void measured.push(made),
    log: ({ route, status }) => logs.push(`${route} ${status}`),
  });
  driver.start();
  return { calls, logs, measured };
}

test("every route is called at once, with the secret", async () => {
  const { calls } = await startApp(() => 200);
  expect(await pollUntil(() => calls.length === 6, { timeoutMs: 5_000 })).toBe(true);
  expect(calls.map(({ path }) => path).sort()).toEqual([
    "/api/cron/clock",
    "/api/cron/notify",
    "/api/cron/rollup",
    "/api/cron/schedule",
    "/api/cron/status",
    "/api/cron/sweep",
  ]);
  expect(new Set(calls.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${secret}`]));
});

test("a stage that an app broke off because it ends is called again within seconds, without a complaint", async () => {
  const { calls, logs } = await startApp(
    () => 200,
    (path, call) => ({ "uptick-again": path.endsWith("clock") && call === 1 ? "1" : "0" }),
  );
  const clocks = () => calls.filter(({ path }) => path.endsWith("clock")).length;
  expect(await pollUntil(() => clocks() === 2, { timeoutMs: 10_000 })).toBe(true);
  expect(logs).toEqual([]);
});

test("a failed schedule is logged and tried again within seconds, not at the next minute", async () => {
  const { calls, logs } = await startApp((path, call) =>
    path.endsWith("schedule") && call === 1 ? 503 : 200,
  );
  const schedules = () => calls.filter(({ path }) => path.endsWith("schedule")).length;
  expect(await pollUntil(() => schedules() === 2, { timeoutMs: 10_000 })).toBe(true);
  expect(logs).toEqual(["schedule 503"]);
});

test("each call is measured by its stage and result", async () => {
  const { measured } = await startApp((path) => (path.endsWith("sweep") ? 503 : 200));
  expect(await pollUntil(() => measured.length >= 6, { timeoutMs: 5_000 })).toBe(true);
  const told = measured.map(({ stage, result }) => `${stage} ${result}`);
  expect(told).toContain("sweep failed");
  expect(told).toContain("schedule done");
});
