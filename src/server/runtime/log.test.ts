import { afterEach, expect, test, vi } from "vitest";
import { consoleToLog } from "./console-to-log.ts";
import { createLog } from "./log.ts";
import { runInScope } from "./request/request-scope.ts";

const CANARY = "CANARY-0123456789-abcdefghijklmnopqrstuvwxyz";

afterEach(() => void vi.unstubAllEnvs());

function openLog(level = "info") {
  const lines: string[] = [];
  return { lines, log: createLog({ level, write: (line) => void lines.push(line) }) };
}

test("a line is one JSON object with its time, its level as a word, and what wrote it", () => {
  const { lines, log } = openLog();
  log.warn({ monitorId: 7 }, "A sentence.");
  log.debug("Not at this level.");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\{.*\}\n$/);
  const line = JSON.parse(lines[0] ?? "");
  expect(line).toMatchObject({
    level: "warn",
    msg: "A sentence.",
    monitorId: 7,
    service: "uptick",
    role: "app",
  });
  expect(new Date(line.time).getTime()).toBeGreaterThan(0);
  expect(line.version).toMatch(/^\d+\.\d+/);
});

test("a line says which request and which trace it belongs to", async () => {
  const { lines, log } = openLog();
  const request = {
    requestId: "req-12345678",
    route: "/api/trpc",
    kind: "app",
    calls: 0,
    workspaceId: "w1",
    limit: null,
  } as const;
  const trace = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", isSampled: true };
  await runInScope({ request, trace }, async () => {
    await Promise.resolve();
    log.info("Within.");
  });
  log.info("Outside.");
  const [within, outside] = lines.map((line) => JSON.parse(line));
  expect(within).toMatchObject({
    requestId: "req-12345678",
    route: "/api/trpc",
    workspaceId: "w1",
    traceId: trace.traceId,
    spanId: trace.spanId,
  });
  expect(outside).not.toHaveProperty("requestId");
});

test("no secret gets into a line, wherever it stands", () => {
  vi.stubEnv("NEXTAUTH_SECRET", `${CANARY}-of-the-environment`);
  vi.stubEnv("DATABASE_URL", `postgresql://uptick:${CANARY}-db@db/uptick`);
  const { lines, log } = openLog("debug");
  const cause = new Error(`connect to postgresql://uptick:${CANARY}-db@db/uptick failed`);
  log.error({ err: new Error(`GET /api/heartbeat/${CANARY} failed`, { cause }) }, "A call failed.");
  log.warn({ headers: { authorization: `Bearer ${CANARY}`, cookie: `a=${CANARY}` } }, "Headers.");
  log.info(
    { deep: { er: { password: CANARY, token: CANARY } } },
    `https://me:${CANARY}@host/?token=${CANARY}`,
  );
  log.debug({ key: `uptick_${CANARY}`, probe: `upr_eu_${CANARY}` }, `${CANARY}-of-the-environment`);
  expect(lines).toHaveLength(4);
  for (const line of lines) {
    expect(line).not.toContain("CANARY");
    expect(() => JSON.parse(line)).not.toThrow();
  }
});

test("what others print is a line of the log as well", () => {
  const { lines, log } = openLog("debug");
  const quiet = () => undefined;
  const printed = { debug: quiet, log: quiet, info: quiet, warn: quiet, error: quiet, trace: quiet };
  consoleToLog(log, printed);
  const say: Pick<Console, "error" | "log"> = printed;
  say.error("⨯", new Error(`Bearer ${CANARY}`));
  say.log("");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: "error", from: "console" }]);
  expect(lines[0]).not.toContain("CANARY");
});
