import { setTimeout as sleep } from "node:timers/promises";
import { type CronRoute, nextCallMs } from "./next-call.ts";

export interface CronDriverDeps {
  appUrl: string;
  secret: string;
  /** Told of each call that was answered or failed. */
  measure?: (call: CronCall) => void;
  log: (entry: { level: "info" | "error"; msg: string; route: string; status?: number }) => void;
}

export type CronCall = { stage: string; result: "done" | "again" | "failed"; seconds: number };

// Schedule, notify and clock work for 55 s of each minute, as they do when a hosted cron calls them.
const ROUTES: readonly CronRoute[] = [
  { name: "schedule", everyMs: 60_000 },
  { name: "notify", everyMs: 60_000 },
  { name: "clock", everyMs: 60_000 },
  { name: "sweep", everyMs: 15_000 },
  { name: "rollup", everyMs: 60_000 },
  { name: "status", everyMs: 60_000 },
];
const TIMEOUT_MS = 180_000;
const LATE_MS = 60_000;

/** Calls the cron routes for ever, whatever they answer; the first calls are made at once. */
export function createCronDriver(deps: CronDriverDeps) {
  const stopping = new AbortController();
  return {
    start: () => {
      for (const route of ROUTES) void drive({ ...deps, signal: stopping.signal }, route);
    },
    stop: () => stopping.abort(),
  };
}

async function drive(deps: CronDriverDeps & { signal: AbortSignal }, route: CronRoute): Promise<void> {
  const originMs = performance.now();
  let failures = 0;
  while (!deps.signal.aborted) {
    const startedMs = performance.now();
    // A call that outlives a minute is left to itself and the next one is made beside it.
    const result = await Promise.race([
      measuredCall(deps, route),
      sleep(LATE_MS, "late" as const, { ref: false, signal: deps.signal }).catch(() => "late" as const),
    ]);
    failures = result === "failed" || result === "again" ? failures + 1 : 0;
    if (result === "late") continue;
    const nowMs = performance.now();
    const waitMs = nextCallMs(route, { originMs, startedMs, nowMs, failures }) - nowMs;
    await sleep(waitMs, undefined, { signal: deps.signal }).catch(() => undefined);
  }
}

async function measuredCall(
  deps: CronDriverDeps & { signal: AbortSignal },
  route: CronRoute,
): Promise<CronCall["result"]> {
  const startedMs = performance.now();
  const result = await call(deps, route);
  deps.measure?.({ stage: route.name, result, seconds: (performance.now() - startedMs) / 1_000 });
  return result;
}

async function call(
  { appUrl, secret, log, signal }: CronDriverDeps & { signal: AbortSignal },
  { name }: CronRoute,
): Promise<CronCall["result"]> {
  try {
    const response = await fetch(`${appUrl}/api/cron/${name}`, {
      headers: { authorization: `Bearer ${secret}` },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    // `uptick-again`: the app was about to end, and has left the rest of the minute to the next one.
    if (response.ok) return response.headers.get("uptick-again") === "1" ? "again" : "done";
    log({
      level: "error",
      msg: `${name} answered: ${text.slice(0, 500)}`,
      route: name,
      status: response.status,
    });
  } catch (error) {
    if (!signal.aborted) log({ level: "error", msg: `${name} failed: ${causeOf(error)}`, route: name });
  }
  return "failed";
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
