import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export type PageLoad = {
  /** From the moment at which the request was due, so that a server that stalls cannot hide it. */
  tookMs: number[];
  failed: number;
  /** Of one answer, as it came over the wire. */
  bytes: number;
  perSecond: number;
};

const TICK_MS = 10;
const SOCKETS = 64;

/** Asks at a fixed pace, whether or not answers have come, over connections that are kept. */
export async function loadPage(url: string, load: { perSecond: number; forMs: number }): Promise<PageLoad> {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const total = Math.round((load.perSecond * load.forMs) / 1_000);
  const seen: PageLoad = { tookMs: [], failed: 0, bytes: 0, perSecond: 0 };
  const waiting: Promise<void>[] = [];
  const startedAt = performance.now();
  while (waiting.length < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - startedAt) * load.perSecond) / 1_000));
    while (waiting.length < due) {
      const dueAt = startedAt + (waiting.length * 1_000) / load.perSecond;
      waiting.push(askOnce(url, agent).then((answer) => note(seen, answer, performance.now() - dueAt)));
    }
    await sleep(TICK_MS);
  }
  await Promise.all(waiting);
  seen.perSecond = (total * 1_000) / (performance.now() - startedAt);
  agent.destroy();
  return seen;
}

type Answer = { status: number; bytes: number };

function note(seen: PageLoad, answer: Answer, tookMs: number): void {
  seen.tookMs.push(tookMs);
  if (answer.status !== 200) seen.failed += 1;
  seen.bytes = Math.max(seen.bytes, answer.bytes);
}

/** Status 0: no answer at all. */
function askOnce(url: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve) => {
    get(url, { agent, headers: { "accept-encoding": "br", "accept-language": "en" } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.once("end", () => resolve({ status: response.statusCode ?? 0, bytes }));
      response.once("error", () => resolve({ status: 0, bytes }));
    }).once("error", () => resolve({ status: 0, bytes: 0 }));
  });
}
