import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { NamedRoot } from "./process-tree.ts";
import { findSocketOwner } from "./socket-owner.ts";

/** What a target does wrong: for a time, or at the next so many checks after a moment. `region`: only seen from there. */
export type Fault =
  | { kind: "span"; fromMs: number; toMs: number; region?: string }
  | { kind: "checks"; fromMs: number; count: number; region?: string };

/** `at`: when the target had answered. */
export type Asked = { id: number; at: number; ok: boolean };
export type Received = { hook: string; at: number; id: string; type: string };

/**
 * Targets and webhook receivers of one test on one clock. Every monitor has an address of its own, because probes limit
 * their connections by host. Faults of one region need `probes`, which lists the processes named `probe-<region>`.
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

export async function startScriptedTarget(probes: () => readonly NamedRoot[]): Promise<ScriptedTarget> {
  const faults = new Map<number, Fault[]>();
  const asked: Asked[] = [];
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const [, kind, name = ""] = (request.url ?? "").split("/");
    if (kind === "hook") void receive({ request, response, hook: name }, received);
    else check({ request, response, id: Number(name) }, { faults, asked, probes });
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    urlOf: (id) => `http://127.3.${(id >> 8) & 255}.${id & 255}:${port}/m/${id}`,
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
type Script = { faults: Map<number, Fault[]>; asked: Asked[]; probes: () => readonly NamedRoot[] };

function check({ request, response, id }: Exchange & { id: number }, script: Script): void {
  const fault = findFault(request, script.faults.get(id) ?? [], script.probes);
  if (fault?.kind === "checks") fault.count -= 1;
  const ok = fault === undefined;
  response.writeHead(ok ? 200 : 503, { "content-type": "text/plain" }).end(ok ? "ready" : "out of order");
  script.asked.push({ id, at: now(), ok });
}

function findFault(
  { socket }: IncomingMessage,
  faults: readonly Fault[],
  probes: () => readonly NamedRoot[],
): Fault | undefined {
  const at = now();
  return faults
    .filter((fault) => isOn(fault, at))
    .find((fault) => {
      if (fault.region === undefined) return true;
      const ports = { clientPort: socket.remotePort ?? 0, serverPort: socket.localPort ?? 0 };
      return findSocketOwner(ports, probes()) === `probe-${fault.region}`;
    });
}

function isOn(fault: Fault, at: number): boolean {
  if (at < fault.fromMs) return false;
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
