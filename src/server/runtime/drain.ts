import { subscribe } from "node:diagnostics_channel";
import { setMaxListeners } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** After this time the process ends, whatever is still under way: who stops it waits no longer than ten seconds. */
const MOST_MS = 9_500;

type Drain = { isAsked: boolean; ending: AbortController };
type Exchange = { request: IncomingMessage; response: ServerResponse; server: Server };
// On globalThis: separately bundled routes have to hear of the same end.
const holder = globalThis as typeof globalThis & { uptickDrain?: Drain };

/** True from SIGTERM on: this process still answers, and asks to be sent nothing new. */
export function isDraining(): boolean {
  return drain().isAsked;
}

/** Aborted when whatever goes on for long (streams, stages, waiting reads) is to end, so that others take it up. */
export function endingSignal(): AbortSignal {
  return drain().ending.signal;
}

/**
 * SIGTERM in order: readiness says no for `lingerMs`, while a proxy notices and everything is still served; then what goes
 * on for long ends; then whoever handled the signal before is called. That is Next, which stops listening, lets answers
 * finish, waits for what runs after them, and ends the process.
 */
export function drainOnSignal({ lingerMs, say }: { lingerMs: number; say: (text: string) => void }): void {
  const underWay = watchRequests();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const before = process.listeners(signal);
    if (before.length === 0) continue;
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (drain().isAsked) return;
      drain().isAsked = true;
      say(`${signal}: no new work; everything under way may finish.`);
      void end({ lingerMs, say, underWay }, () => {
        for (const listener of before) listener(signal);
      });
    });
  }
}

async function end(
  {
    lingerMs,
    say,
    underWay,
  }: { lingerMs: number; say: (text: string) => void; underWay: ReadonlySet<IncomingMessage> },
  stop: () => void,
): Promise<void> {
  setTimeout(() => {
    const paths = [...underWay].map(({ method, url = "" }) => `${method} ${url.split("?")[0]}`);
    say(`Ending although not everything has finished in time: ${paths.join(", ") || "work behind answers"}.`);
    process.exit(1);
  }, MOST_MS).unref();
  await sleep(lingerMs);
  drain().ending.abort();
  stop();
}

/**
 * Which requests have no answer yet. From SIGTERM on their connections end with them: one that is kept for later requests
 * would hold up the end, and bring them to a process that is gone.
 */
function watchRequests(): ReadonlySet<IncomingMessage> {
  const underWay = new Set<IncomingMessage>();
  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as Exchange;
    underWay.add(request);
    if (isDraining()) response.shouldKeepAlive = false;
    response.once("close", () => {
      underWay.delete(request);
      if (isDraining()) setImmediate(() => server.closeIdleConnections());
    });
  });
  return underWay;
}

function drain(): Drain {
  if (holder.uptickDrain === undefined) {
    const ending = new AbortController();
    setMaxListeners(0, ending.signal);
    holder.uptickDrain = { isAsked: false, ending };
  }
  return holder.uptickDrain;
}
