import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { bundleEntry } from "./bundle-entry.ts";
import { regionOfAddress, SCRIPTED_HOSTS } from "./region-address.ts";

/** What a target does wrong: for a time, or at the next so many checks after a moment. `region`: only seen from there. */
export type Fault =
  | { kind: "span"; fromMs: number; toMs: number; region?: string }
  | { kind: "checks"; fromMs: number; count: number; region?: string };

/** `at`: when the target had answered. */
export type Asked = { id: number; at: number; ok: boolean };
export type Received = { hook: string; at: number; id: string; type: string };

/**
 * Targets and webhook receivers of one test on one clock. Every monitor has an address of its own, because probes limit
 * their connections by host. Faults of one region need a product that was started with `markRegions`.
 */
export type ScriptedTarget = {
  urlOf(id: number): string;
  /** Each hook is a receiver of its own. */
  hookUrl(hook: string): string;
  script(id: number, ...faults: Fault[]): void;
  asked: Asked[];
  received: Received[];
  stop(): Promise<void>;
};

/** Environment of a product whose probes come from addresses of their regions. */
export async function markRegions(): Promise<Record<string, string>> {
  return { NODE_OPTIONS: `--import=${await bundleEntry("src/testing/rig/mark-region.ts")}` };
}

export async function startScriptedTarget(): Promise<ScriptedTarget> {
  const faults = new Map<number, Fault[]>();
  const asked: Asked[] = [];
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const [, kind, name = ""] = (request.url ?? "").split("/");
    if (kind === "hook") void receive({ request, response, hook: name }, received);
    else check({ request, response, id: Number(name) }, { faults, asked });
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    urlOf: (id) => `http://${SCRIPTED_HOSTS}${(id >> 8) & 255}.${id & 255}:${port}/m/${id}`,
    hookUrl: (hook) => `http://127.0.0.1:${port}/hook/${hook}`,
    script: (id, ...added) => void faults.set(id, [...(faults.get(id) ?? []), ...added]),
    asked,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Exchange = { request: IncomingMessage; response: ServerResponse };
type Script = { faults: Map<number, Fault[]>; asked: Asked[] };

function check({ request, response, id }: Exchange & { id: number }, script: Script): void {
  const at = now();
  const region = regionOfAddress(request.socket.remoteAddress);
  const fault = script.faults.get(id)?.find((one) => isOn(one, at, region));
  if (fault?.kind === "checks") fault.count -= 1;
  const ok = fault === undefined;
  response.writeHead(ok ? 200 : 503, { "content-type": "text/plain" }).end(ok ? "ready" : "out of order");
  script.asked.push({ id, at: now(), ok });
}

function isOn(fault: Fault, at: number, region: string | null): boolean {
  if (at < fault.fromMs || (fault.region !== undefined && fault.region !== region)) return false;
  return fault.kind === "span" ? at < fault.toMs : fault.count > 0;
}

async function receive(
  { request, response, hook }: Exchange & { hook: string },
  received: Received[],
): Promise<void> {
  const at = now();
  const event: { type: string } = JSON.parse(await text(request));
  received.push({ hook, at, id: String(request.headers["webhook-id"]), type: event.type });
  response.writeHead(200, { "content-type": "text/plain" }).end("noted");
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
