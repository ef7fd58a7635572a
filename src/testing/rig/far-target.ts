import { bundleEntry } from "./bundle-entry.ts";
import { type Child, jsonLineWith, startChild } from "./child.ts";

/** Every request of a check as the target saw it: the monitor's number and the epoch microsecond. */
export type Arrivals = { ids: Int32Array; atUs: Float64Array };

/** The target in its own process with its own clock: the only judge of when and how often a check came. */
export type FarTarget = {
  port: number;
  process: Child;
  /** A URL with an address of its own for every monitor: a probe limits its connections per host. */
  urlOf(id: number): string;
  readLog(): Promise<Arrivals>;
  reset(): Promise<void>;
  behave(ids: readonly number[], behaviour: { status?: number; delayMs?: number }): Promise<void>;
  /** Where webhooks are taken, and what came there by this target's clock. */
  hookUrl: string;
  readHooks(): Promise<{ atMs: number; body: string }[]>;
  stats(): Promise<{ count: number; cpuUs: number }>;
  stop(): Promise<void>;
};

const HEADER_BYTES = 8;

export async function startFarTarget(): Promise<FarTarget> {
  const entry = await bundleEntry("bench/target/main.ts");
  const child = startChild({ file: process.execPath, args: [entry] });
  const { port } = await child.firstLine(jsonLineWith("port"));
  const base = `http://127.0.0.1:${port}`;

  return {
    port: Number(port),
    process: child,
    urlOf: (id) => `http://${addressOf(id)}:${port}/m/${id}`,
    readLog: async () => decodeArrivals(await (await ask(`${base}/__log`)).arrayBuffer()),
    reset: async () => void (await ask(`${base}/__reset`, "")),
    behave: async (ids, behaviour) =>
      void (await ask(`${base}/__behave`, JSON.stringify({ ids, ...behaviour }))),
    hookUrl: `${base}/hook`,
    readHooks: async () => (await (await ask(`${base}/__hooks`)).json()) as { atMs: number; body: string }[],
    stats: async () => (await (await ask(`${base}/__stats`)).json()) as { count: number; cpuUs: number },
    stop: () => child.stop("SIGKILL"),
  };
}

/** 127.1.0.0 and up: all of 127/8 is this machine, so every monitor has a host of its own. */
function addressOf(id: number): string {
  return `127.${1 + ((id >> 16) & 63)}.${(id >> 8) & 255}.${id & 255}`;
}

async function ask(url: string, body?: string): Promise<Response> {
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    body: body === undefined ? null : body,
    headers: { connection: "close" },
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response;
}

function decodeArrivals(buffer: ArrayBuffer): Arrivals {
  const count = new DataView(buffer).getUint32(0, true);
  return {
    atUs: new Float64Array(buffer, HEADER_BYTES, count),
    ids: new Int32Array(buffer, HEADER_BYTES + count * 8, count),
  };
}
