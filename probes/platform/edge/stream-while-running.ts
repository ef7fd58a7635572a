import type { ProbeLog } from "#probes/core/ports.ts";
import type { Probe } from "#probes/core/probe.ts";
import { sleep } from "#probes/core/sleep.ts";
import { webClock } from "../web-clock.ts";
import type { RegionLease } from "./region-lease.ts";

const LINE_EVERY_MS = 1000;

type Running = { lease: RegionLease; runMs: number; log: ProbeLog };

/**
 * Starts the probe and answers with a line a second until it has drained. The work does not depend on anybody reading:
 * who poked the function may go away.
 */
export function streamWhileRunning(probe: Probe, running: Running): Response {
  const encoder = new TextEncoder();
  let isRead = true;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (line: Record<string, unknown>) => {
        if (isRead) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      await run(probe, running, write);
      write({ state: "done", ...probe.stats() });
      if (isRead) controller.close();
    },
    cancel() {
      isRead = false;
    },
  });
  return new Response(body, {
    status: 200,
    headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
  });
}

async function run(
  probe: Probe,
  { lease, runMs, log }: Running,
  write: (line: Record<string, unknown>) => void,
): Promise<void> {
  probe.start();
  const stopAt = webClock.monotonicMs() + runMs;
  let stopped: Promise<void> | null = null;
  let isStopped = false;
  while (!isStopped) {
    write({ state: stopped === null ? "running" : "draining", ...probe.stats() });
    const isKept = await keep(lease, log);
    if (stopped === null && (!isKept || webClock.monotonicMs() >= stopAt)) {
      stopped = probe.stop().then(() => {
        isStopped = true;
      });
    }
    await Promise.race([sleep(webClock, LINE_EVERY_MS), stopped ?? new Promise<never>(() => undefined)]);
  }
}

async function keep(lease: RegionLease, log: ProbeLog): Promise<boolean> {
  try {
    return await lease.keep(Date.now());
  } catch (error) {
    // Redis is away: nobody else can take the region either, and the probe's own loop waits for Redis.
    log("warn", "the region's lease could not be kept", { reason: String(error) });
    return true;
  }
}
