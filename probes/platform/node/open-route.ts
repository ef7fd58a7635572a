import { isIP, type Socket } from "node:net";
import { DEFAULT_TLS } from "#contracts/checks/check-fields.ts";
import type { HttpConnection } from "#probes/core/checks/http/send-http.ts";
import { basicCredentials } from "#probes/core/checks/http/sign-in.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, toFault } from "#probes/core/fault.ts";
import { USER_AGENT } from "#probes/core/http-request.ts";
import type { WireRecord } from "#probes/core/wire.ts";
import { allowsAddress, type EgressPolicy } from "#transport/egress/egress-policy.ts";
import { blocked, openTcp } from "./dial.ts";
import { ResponseParser } from "./response-parser.ts";
import type { SecureContexts } from "./secure-contexts.ts";
import { secureSocket } from "./secure-socket.ts";

const ALPN = { "1.1": ["http/1.1"], "2": ["h2"], auto: ["h2", "http/1.1"] } as const;

export type Route = {
  url: URL;
  connection: HttpConnection;
  egress: EgressPolicy;
  contexts: SecureContexts;
};

/** A connection to the URL's origin, over the check's proxy and TLS where it has them. Rejects with a Fault. */
export async function openRoute(route: Route, record: WireRecord, deadline: Deadline): Promise<Socket> {
  const { url, connection, egress, contexts } = route;
  const isSecure = url.protocol === "https:";
  const host = bareHost(url);
  const port = portOf(url);
  const { ipFamily } = connection;
  const socket =
    connection.proxy === null
      ? await openTcp({ host, port, ipFamily, egress, service: "web" }, deadline, record)
      : await openThroughProxy(route, record, deadline);
  if (!isSecure) return socket;
  const alpn = ALPN[connection.httpVersion];
  return secureSocket({ socket, host, options: connection.tls, alpn, contexts }, record, deadline);
}

/** True when the target's own server would get the bytes only through a proxy that reads them. */
export function isReadByProxy({ url, connection }: Pick<Route, "url" | "connection">): boolean {
  return connection.proxy !== null && url.protocol === "http:";
}

export function proxyCredentials({ proxy }: HttpConnection): string | null {
  return proxy?.login ? basicCredentials(proxy.login) : null;
}

async function openThroughProxy(route: Route, record: WireRecord, deadline: Deadline): Promise<Socket> {
  const { url, egress } = route;
  const host = bareHost(url);
  // A name is looked up by the proxy; an address can be judged here.
  if (isIP(host) !== 0 && !allowsAddress(egress, host, portOf(url))) throw blocked();
  const socket = await reachProxy(route, record, deadline);
  if (isReadByProxy(route)) return socket;
  const from = performance.now();
  await askForTunnel({ socket, route }, deadline);
  record.connectUs = (record.connectUs ?? 0) + Math.round((performance.now() - from) * 1000);
  return socket;
}

/** What fails here is the proxy's doing and says nothing about the target. */
async function reachProxy(route: Route, record: WireRecord, deadline: Deadline): Promise<Socket> {
  const { connection, egress, contexts } = route;
  const url = new URL(connection.proxy?.url ?? "");
  const host = bareHost(url);
  try {
    const target = {
      host,
      port: portOf(url),
      ipFamily: connection.ipFamily,
      egress,
      service: "web",
    } as const;
    const socket = await openTcp(target, deadline, record);
    if (url.protocol === "http:") return socket;
    const own: WireRecord = { ...record };
    return await secureSocket(
      { socket, host, options: DEFAULT_TLS, alpn: ["http/1.1"], contexts },
      own,
      deadline,
    );
  } catch (error) {
    const { outcome, message } = toFault(error, "connect");
    if (outcome === "blocked") throw error;
    throw new Fault("internal", `The proxy failed: ${message}`);
  }
}

type Tunnel = { socket: Socket; route: Route };

/** RFC 9110 §9.3.6. The target speaks second in TLS, so nothing can follow the proxy's head yet. */
function askForTunnel({ socket, route }: Tunnel, deadline: Deadline): Promise<void> {
  const { url, connection } = route;
  const authority = `${url.hostname}:${portOf(url)}`;
  const credentials = proxyCredentials(connection);
  // An answer to CONNECT has no body, as one to HEAD.
  const parser = new ResponseParser({ method: "HEAD", keepBytes: 0 });
  return new Promise((done, fail) => {
    const end = (fault: Fault | null) => {
      socket.off("data", onData).off("close", onClose).off("error", onError);
      if (fault === null) {
        done();
        return;
      }
      socket.on("error", () => socket.destroy());
      socket.destroy();
      fail(fault);
    };
    const onData = (chunk: Buffer) => {
      try {
        parser.feed(chunk);
        if (parser.isDone) end(explainTunnel(parser.status));
      } catch (error) {
        end(new Fault("internal", `The proxy failed: ${toFault(error, "exchange").message}`));
      }
    };
    const onClose = () => end(new Fault("internal", "The proxy closed the connection without an answer."));
    const onError = (error: Error) =>
      end(new Fault("internal", `The proxy failed: ${toFault(error, "exchange").message}`));
    socket.on("data", onData).on("close", onClose).on("error", onError);
    deadline.during(() => end(new Fault("timeout", "The time ran out while the proxy was connecting.")));
    socket.write(
      [
        `CONNECT ${authority} HTTP/1.1`,
        `Host: ${authority}`,
        `User-Agent: ${USER_AGENT}`,
        ...(credentials === null ? [] : [`Proxy-Authorization: ${credentials}`]),
        "",
        "",
      ].join("\r\n"),
    );
  });
}

/** Null when the tunnel is open. 502 and 504 are what the proxy has seen of the target; the rest is its own matter. */
function explainTunnel(status: number): Fault | null {
  if (status >= 200 && status < 300) return null;
  if (status === 407) return proxySignInFault();
  if (status === 502 || status === 503) {
    return new Fault("unreachable", `The proxy cannot reach the target (it answered ${status}).`);
  }
  if (status === 504)
    return new Fault("timeout", "The proxy waited for the target in vain (it answered 504).");
  return new Fault("internal", `The proxy refuses to connect to the target (it answered ${status}).`);
}

export function proxySignInFault(): Fault {
  return new Fault("internal", "The proxy wants another user name or password (it answered 407).");
}

function bareHost({ hostname }: URL): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}

function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}
