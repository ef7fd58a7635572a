import { createServer, type IncomingMessage, request as open, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** A proxy without memory in front of several apps: each request goes to the next one that says it is ready. */
export type RoundRobin = {
  url: string;
  isReady(port: number): boolean;
  /** How many requests each port was sent. */
  sent: Map<number, number>;
  /** Requests that got no answer from an app, or one of 500 and above. */
  failures: string[];
  stop(): Promise<void>;
};

const CHECK_EVERY_MS = 200;
const CHECK_TIMEOUT_MS = 10_000;

type Apps = { ports: readonly number[]; ready: Set<number> };

/** It never asks a second time: what one app does not answer is a failure. */
export async function startRoundRobin(port: number, ports: readonly number[]): Promise<RoundRobin> {
  const apps: Apps = { ports, ready: new Set() };
  const sent = new Map(ports.map((one) => [one, 0]));
  const failures: string[] = [];
  let turn = 0;
  const server = createServer((request, response) => {
    const choice = [...apps.ready].sort();
    const chosen = choice[turn++ % Math.max(1, choice.length)];
    if (chosen === undefined) {
      failures.push(`${request.method} ${request.url}: no app is ready`);
      response.writeHead(502).end();
      return;
    }
    sent.set(chosen, (sent.get(chosen) ?? 0) + 1);
    pass({ request, response, port: chosen }, failures);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stopping = new AbortController();
  const watching = ports.map((one) => watch(one, apps, stopping.signal));
  return {
    url: `http://127.0.0.1:${port}`,
    isReady: (one) => apps.ready.has(one),
    sent,
    failures,
    stop: async () => {
      stopping.abort();
      await Promise.all(watching);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function watch(port: number, { ready }: Apps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const isReady = await fetch(`http://127.0.0.1:${port}/api/health/ready`, {
      headers: { connection: "close" },
      signal: AbortSignal.any([signal, AbortSignal.timeout(CHECK_TIMEOUT_MS)]),
    })
      .then(async (answer) => {
        await answer.arrayBuffer();
        return answer.ok;
      })
      .catch(() => false);
    if (isReady) ready.add(port);
    else ready.delete(port);
    await sleep(CHECK_EVERY_MS);
  }
}

type Exchange = { request: IncomingMessage; response: ServerResponse; port: number };

function pass({ request, response, port }: Exchange, failures: string[]): void {
  const { method = "GET", url: path = "/", headers } = request;
  const note = (what: string) => void failures.push(`${method} ${path} at ${port}: ${what}`);
  const onward = open({ host: "127.0.0.1", port, method, path, headers, agent: false });
  onward.once("response", (answer) => {
    const { statusCode = 0 } = answer;
    if (statusCode >= 500) note(`answered ${statusCode}`);
    response.writeHead(statusCode, answer.headers);
    answer.pipe(response);
    answer.once("error", () => response.destroy());
  });
  onward.once("error", (error) => {
    // Whoever asked has hung up, as probes and the cron do when they end.
    if (response.destroyed) return;
    if (response.headersSent) return void response.destroy();
    note(error.message);
    response.writeHead(502).end();
  });
  response.once("close", () => onward.destroy());
  request.pipe(onward);
}
