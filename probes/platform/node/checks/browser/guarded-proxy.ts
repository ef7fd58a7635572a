import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { CheckRun } from "#probes/core/checks/check-run.ts";
import type { Fault } from "#probes/core/fault.ts";
import { toFault } from "#probes/core/fault.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { openTcp } from "../../dial.ts";

export type GuardedProxy = {
  url: string;
  /** Why a host could not be reached, the last time that was tried. */
  faultOf: (host: string) => Fault | null;
  close: () => Promise<void>;
};

type Target = { host: string; port: number };

/** An HTTP proxy on loopback through which a browser reaches nothing but what the egress policy allows. */
export async function startGuardedProxy(egress: EgressPolicy, timeoutMs: number): Promise<GuardedProxy> {
  const faults = new Map<string, Fault>();
  const sockets = new Set<Duplex>();
  const keep = <Kept extends Duplex>(socket: Kept): Kept => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    return socket;
  };

  async function reach({ host, port }: Target): Promise<Socket> {
    const run = new CheckRun(timeoutMs);
    try {
      const service = port === 80 || port === 443 ? "other" : "web";
      return keep(await openTcp({ host, port, ipFamily: "any", egress, service }, run.deadline, run.record));
    } catch (error) {
      const fault = toFault(error, "connect");
      faults.set(host, fault);
      throw fault;
    } finally {
      run.deadline.clear();
    }
  }

  async function tunnel(request: IncomingMessage, client: Duplex): Promise<void> {
    const target = readTarget(`http://${request.url ?? ""}`, 443);
    if (target === null) return void client.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    try {
      const upstream = await reach(target);
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    } catch {
      // Kept in `faults`; the browser only has to learn that there is no way.
      client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    }
  }

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? "";
    const target = readTarget(url, 80);
    if (target === null) return void response.writeHead(400).end();
    try {
      const socket = await reach(target);
      const { pathname, search } = new URL(url);
      const upstream = sendRequest({
        createConnection: () => socket,
        method: request.method,
        path: `${pathname}${search}`,
        headers: { ...request.headers, connection: "close" },
      });
      upstream.on("response", (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      upstream.on("error", () => response.destroy());
      request.pipe(upstream);
    } catch {
      // Kept in `faults`.
      response.writeHead(502).end();
    }
  }

  const server = createServer((request, response) => void forward(request, response));
  server.on("connection", keep);
  server.on("connect", (request, client) => void tunnel(request, keep(client)));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    faultOf: (host) => faults.get(host) ?? null,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function readTarget(url: string, usualPort: number): Target | null {
  if (!URL.canParse(url)) return null;
  const { hostname, port } = new URL(url);
  return hostname === ""
    ? null
    : { host: hostname, port: port === "" ? portOf(url, usualPort) : Number(port) };
}

/** The URL standard drops 80 from http: URLs, which is what a tunnel's authority was read as. */
function portOf(url: string, usualPort: number): number {
  return /:80\/?$/.test(url) ? 80 : usualPort;
}
