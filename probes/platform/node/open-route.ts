import { isIP, type Socket } from "node:net";
import { DEFAULT_TLS } from "#contracts/checks/check-fields.ts";
import type { HttpConnection } from "#probes/core/checks/http/send-http.ts";
import { basicCredentials } from "#probes/core/checks/http/sign-in.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, toFault } from "#probes/core/fault.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import { userAgent } from "#probes/core/user-agent.ts";
import type { WireRecord } from "#probes/core/wire.ts";
import { allowsAddress, type EgressPolicy } from "#transport/egress/egress-policy.ts";
import { blocked, type GuardedTarget, openTcp } from "./dial.ts";
import { ResponseParser } from "./response-parser.ts";
import type { SecureContexts } from "./secure-contexts.ts";
import { secureSocket } from "./secure-socket.ts";

const ALPN = { "1.1": ["http/1.1"], "2": ["h2"], auto: ["h2", "http/1.1"] } as const;

/** Where a request goes and how; the same object for each run of a check. */
export type Route = {
  readonly target: GuardedTarget;
  readonly isSecure: boolean;
  readonly connection: HttpConnection;
};

export function routeTo(url: URL, connection: HttpConnection, egress: EgressPolicy): Route {
  const { ipFamily } = connection;
  return {
    target: { host: bareHost(url), port: portOf(url), ipFamily, egress, service: "web" },
    isSecure: url.protocol === "https:",
    connection,
  };
}

export type RouteDeps = { record: WireRecord; contexts: SecureContexts };

/** A connection to the route's target, over the check's proxy and TLS where it has them. Rejects with a Fault. */
export async function openRoute(
  { record, contexts }: RouteDeps,
  route: Route,
  deadline: Deadline,
): Promise<Socket> {
  const { target, connection, isSecure } = route;
  const socket =
    connection.proxy === null
      ? await openTcp(target, deadline, record)
      : await openThroughProxy({ record, contexts }, route, deadline);
  if (!isSecure) return socket;
  const alpn = ALPN[connection.httpVersion];
  return secureSocket(
    { socket, host: target.host, options: connection.tls, alpn, contexts },
    record,
    deadline,
  );
}

/** True when the target's own server would get the bytes only through a proxy that reads them. */
export function isReadByProxy({ isSecure, connection }: Route): boolean {
  return connection.proxy !== null && !isSecure;
}

export function proxyCredentials({ proxy }: HttpConnection): string | null {
  return proxy?.login ? basicCredentials(proxy.login) : null;
}

async function openThroughProxy(deps: RouteDeps, route: Route, deadline: Deadline): Promise<Socket> {
  const { host, port, egress } = route.target;
  // A name is looked up by the proxy; an address can be judged here.
  if (isIP(host) !== 0 && !allowsAddress(egress, host, port)) throw blocked();
  const socket = await reachProxy(deps, route, deadline);
  if (isReadByProxy(route)) return socket;
  const from = performance.now();
  await askForTunnel({ socket, route }, deadline);
  deps.record.connectUs = (deps.record.connectUs ?? 0) + sinceUs(from);
  return socket;
}

/** What fails here is the proxy's doing and says nothing about the target. */
async function reachProxy(
  { record, contexts }: RouteDeps,
  { connection, target }: Route,
  deadline: Deadline,
): Promise<Socket> {
  try {
    const proxy = routeTo(new URL(connection.proxy?.url ?? ""), connection, target.egress);
    const { host } = proxy.target;
    const socket = await openTcp(proxy.target, deadline, record);
    if (!proxy.isSecure) return socket;
    const own: WireRecord = { ...record };
    const options = DEFAULT_TLS;
    return await secureSocket({ socket, host, options, alpn: ["http/1.1"], contexts }, own, deadline);
  } catch (error) {
    const { outcome, message } = toFault(error, "connect");
    if (outcome === "blocked") throw error;
    throw new Fault("internal", `The proxy failed: ${message}`);
  }
}

type Tunnel = { socket: Socket; route: Route };

/** RFC 9110 §9.3.6. The target speaks second in TLS, so nothing can follow the proxy's head yet. */
function askForTunnel({ socket, route }: Tunnel, deadline: Deadline): Promise<void> {
  const { target, connection } = route;
  const authority = `${isIP(target.host) === 6 ? `[${target.host}]` : target.host}:${target.port}`;
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
        `User-Agent: ${userAgent()}`,
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
