import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkoutRoot } from "./bundle-entry.ts";
import { type Child, startChild } from "./child.ts";
import { findFreePorts } from "./find-free-ports.ts";
import type { Product } from "./product-rig.ts";
import { waitUntil } from "./wait-until.ts";

export type SecondApp = { stop(): Promise<void> };

const STAGES = ["notify", "clock"];
const READY_MS = 30_000;

/** Another app process of the same installation, whose stages run all the time beside those of the first. */
export async function startSecondApp(product: Product): Promise<SecondApp> {
  const app = product.processes().find(({ name }) => name === "app");
  if (app === undefined) throw new Error("There is no app to stand beside.");
  const [port = 0] = await findFreePorts(1);
  const child = startChild({
    file: process.execPath,
    args: [
      join(checkoutRoot(), "node_modules/next/dist/bin/next"),
      "start",
      "-p",
      `${port}`,
      "-H",
      "127.0.0.1",
    ],
    cwd: checkoutRoot(),
    env: readEnvironment(app.pid),
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(
    () => statusOf(`${url}/api/health/live`, {}),
    (status) => status === 200,
    {
      timeoutMs: READY_MS,
      what: `the second app:\n${child.tail()}`,
    },
  );
  const stopped = new AbortController();
  const loops = STAGES.map((stage) =>
    callAgainAndAgain(child, `${url}/api/cron/${stage}`, {
      headers: { authorization: `Bearer ${product.cronSecret}` },
      signal: stopped.signal,
    }),
  );
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(loops);
      await child.stop("SIGKILL");
    },
  };
}

async function callAgainAndAgain(child: Child, url: string, init: RequestInit): Promise<void> {
  while (!init.signal?.aborted) {
    const status = await statusOf(url, init);
    if (init.signal?.aborted) return;
    if (status !== 200) throw new Error(`${url} answered ${status}:\n${child.tail()}`);
  }
}

/** 0: no answer. */
async function statusOf(url: string, init: RequestInit): Promise<number> {
  try {
    const response = await fetch(url, init);
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    // TypeError is how fetch says that it could not connect; an abort is ours.
    if (error instanceof TypeError || init.signal?.aborted) return 0;
    throw error;
  }
}

function readEnvironment(pid: number): Record<string, string> {
  const entries = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  return Object.fromEntries(
    entries
      .filter((entry) => entry.includes("="))
      .map((entry) => {
        const at = entry.indexOf("=");
        return [entry.slice(0, at), entry.slice(at + 1)];
      }),
  );
}
