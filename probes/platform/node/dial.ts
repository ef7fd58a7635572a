import type { X509Certificate } from "node:crypto";
import { lookup } from "node:dns";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type SecureContext, type TLSSocket } from "node:tls";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, timedOut, toFault } from "#probes/core/fault.ts";

const LEAST_ATTEMPT_MS = 250;

/** Filled as the connection is made, so that a failure still shows how far it came. */
export type DialRecord = {
  dnsUs: number | null;
  connectUs: number | null;
  tlsUs: number | null;
  addresses: string[];
  remoteAddress: string | null;
  certificate: PeerCertificate | null;
};

export type PeerCertificate = { peer: X509Certificate; authorizationError: string | null };

/** Opens a fresh connection. Rejects with a Fault. */
export async function dial(
  target: { hostname: string; port: number; secureContext: SecureContext | null },
  deadline: Deadline,
  record: DialRecord,
): Promise<Socket> {
  const host = target.hostname.startsWith("[") ? target.hostname.slice(1, -1) : target.hostname;
  if (isIP(host) === 0) {
    const from = performance.now();
    record.addresses = await resolve(host, deadline);
    record.dnsUs = since(from);
  } else {
    record.addresses = [host];
  }
  const from = performance.now();
  const socket = await connectToAny(target.port, deadline, record);
  record.connectUs = since(from);
  return target.secureContext === null
    ? socket
    : secure({ socket, host, secureContext: target.secureContext }, deadline, record);
}

export function since(fromMs: number): number {
  return Math.round((performance.now() - fromMs) * 1000);
}

function resolve(host: string, deadline: Deadline): Promise<string[]> {
  return new Promise((done, fail) => {
    deadline.during(() => fail(timedOut("dns")));
    lookup(host, { all: true, verbatim: true }, (error, found) => {
      if (error) fail(toFault(error, "dns"));
      else if (found.length === 0) fail(new Fault("dns", "The name has no address."));
      else done(found.map(({ address }) => address));
    });
  });
}

/** Tries the addresses in the resolver's order. Each but the last gets its share of the time that is left. */
async function connectToAny(port: number, deadline: Deadline, record: DialRecord): Promise<Socket> {
  const { addresses } = record;
  for (let index = 0; ; index += 1) {
    const left = addresses.length - index;
    const attemptMs = left > 1 ? Math.max(LEAST_ATTEMPT_MS, deadline.leftMs / left) : null;
    const address = addresses[index] ?? "";
    record.remoteAddress = address;
    try {
      return await connectTo({ address, port, attemptMs }, deadline);
    } catch (error) {
      if (left <= 1 || deadline.expired) throw error;
    }
  }
}

function connectTo(
  { address, port, attemptMs }: { address: string; port: number; attemptMs: number | null },
  deadline: Deadline,
): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connect({ host: address, port });
    const giveUp = () => {
      socket.destroy();
      clearTimeout(timer);
      fail(timedOut("connect"));
    };
    const timer = attemptMs === null ? undefined : setTimeout(giveUp, attemptMs);
    const onError = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      fail(toFault(error, "connect"));
    };
    socket.once("error", onError);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", onError);
      done(socket);
    });
    deadline.during(giveUp);
  });
}

type Plain = { socket: Socket; host: string; secureContext: SecureContext };

/**
 * The certificate is judged here and not by Node, because Node would destroy the socket before the evidence can be read.
 * Nothing is sent over a connection whose certificate is not valid.
 */
function secure(
  { socket, host, secureContext }: Plain,
  deadline: Deadline,
  record: DialRecord,
): Promise<Socket> {
  const from = performance.now();
  return new Promise((done, fail) => {
    const secured = connectTls({
      socket,
      host,
      secureContext,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
      ALPNProtocols: ["http/1.1"],
    });
    const end = (fault: Fault) => {
      secured.destroy();
      socket.destroy();
      fail(fault);
    };
    const onError = (error: Error) => end(toFault(error, "tls"));
    const onClose = () => end(new Fault("tls", "The connection was closed during the TLS handshake."));
    secured.once("error", onError);
    secured.once("close", onClose);
    secured.once("secureConnect", () => {
      record.tlsUs = since(from);
      record.certificate = certificateOf(secured);
      secured.off("close", onClose);
      if (secured.authorized) {
        secured.off("error", onError);
        done(secured);
        return;
      }
      end(new Fault("tls", `The certificate is not valid: ${String(secured.authorizationError)}.`));
    });
    deadline.during(() => end(timedOut("tls")));
  });
}

/** A destroyed socket has no certificate any more, so it is taken at once; its text is made only for evidence. */
function certificateOf(socket: TLSSocket): PeerCertificate | null {
  const peer = socket.getPeerX509Certificate();
  if (!peer) return null;
  return { peer, authorizationError: socket.authorized ? null : String(socket.authorizationError) };
}
