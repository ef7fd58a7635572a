import type { X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from "node:tls";
import { domainToASCII } from "node:url";
import type { TlsOptions } from "#contracts/checks/check-fields.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, timedOut, toFault } from "#probes/core/fault.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import type { WireRecord } from "#probes/core/wire.ts";
import { describeCertificate, explainCertificate } from "./peer-certificate.ts";
import type { SecureContexts } from "./secure-contexts.ts";

export type Securing = {
  socket: Socket;
  host: string;
  options: TlsOptions;
  alpn: readonly string[] | undefined;
  contexts: SecureContexts;
};

/**
 * Rejects with a Fault; the socket is destroyed then. The certificate is judged here and not by Node, because Node would
 * destroy the socket before the evidence can be read. Nothing is sent to a peer whose certificate is not valid.
 */
export function secureSocket(
  { socket, host, options, alpn, contexts }: Securing,
  record: WireRecord,
  deadline: Deadline,
): Promise<TLSSocket> {
  const from = performance.now();
  const name = asciiName(options.serverName ?? host);
  const secureContext = contexts.get(options);
  return new Promise((done, fail) => {
    const wish: ConnectionOptions & { requestOCSP: boolean } = {
      socket,
      host: name,
      secureContext,
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ...(alpn ? { ALPNProtocols: [...alpn] } : {}),
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      requestOCSP: true,
    };
    const secured = connectTls(wish);
    // Node asks itself for it, to compare the name: the whole chain as objects, a sixth of an HTTPS check's cost.
    Object.defineProperty(secured, "getPeerCertificate", { value: () => NO_CERTIFICATE });
    const end = (fault: Fault) => {
      secured.destroy();
      socket.destroy();
      fail(fault);
    };
    const onClose = () => end(new Fault("tls", "The connection was closed during the TLS handshake."));
    // Stays for good: an error after the end must not become an uncaught one.
    secured.on("error", (error) => end(toTlsFault(error, options)));
    secured.once("close", onClose);
    secured.once("OCSPResponse", (response: Buffer | null) => {
      record.ocsp = response;
    });
    secured.once("secureConnect", () => {
      secured.off("close", onClose);
      record.tlsUs = (record.tlsUs ?? 0) + sinceUs(from);
      const problem = readPeer(secured, name, record);
      if (problem === null || !options.verify) done(secured);
      else end(new Fault("tls", `The certificate is not valid: ${problem}`));
    });
    deadline.during(() => end(timedOut("tls")));
  });
}

/** Certificates and SNI hold names of other scripts in ASCII (RFC 5890). */
function asciiName(name: string): string {
  const ascii = isIP(name) === 0 ? domainToASCII(name) : "";
  return ascii === "" ? name : ascii;
}

/** A destroyed socket has no certificate any more, so it is taken at once. Answers why it is not valid, or null. */
function readPeer(secured: TLSSocket, host: string, record: WireRecord): string | null {
  record.tlsProtocol = secured.getProtocol();
  record.alpn = secured.alpnProtocol === false ? null : secured.alpnProtocol;
  const peer = secured.getPeerX509Certificate();
  if (!peer) return "the server has sent none.";
  const code = secured.authorized ? findWrongName(peer, host) : codeOf(secured.authorizationError);
  record.certificate = describeCertificate(peer, code);
  record.certificateEndsAt = Date.parse(peer.validTo);
  return code === null ? null : explainCertificate(peer, { code, host, nowMs: Date.now() });
}

const NO_CERTIFICATE = {};

/** RFC 6125, by OpenSSL: a name of the certificate, or its subject's where it has no names. */
function findWrongName(peer: X509Certificate, host: string): string | null {
  const bare = host.replace(/\.$/, "");
  const name = isIP(bare) === 0 ? peer.checkHost(bare, { partialWildcards: false }) : peer.checkIP(bare);
  return name === undefined ? "ERR_TLS_CERT_ALTNAME_INVALID" : null;
}

/** Node types it as an Error, but it is the code of one. */
function codeOf(reason: unknown): string {
  if (typeof reason === "object" && reason !== null && "code" in reason) return String(reason.code);
  return String(reason);
}

const NO_TLS = new Set(["ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"]);
const TOO_OLD = new Set(["ERR_SSL_UNSUPPORTED_PROTOCOL", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"]);

function toTlsFault(error: Error, { minVersion }: TlsOptions): Fault {
  const code = codeOf(error);
  if (NO_TLS.has(code)) return new Fault("tls", "It does not speak TLS here.");
  if (TOO_OLD.has(code)) return new Fault("tls", `It has no version of TLS from ${minVersion} on in common.`);
  return toFault(error, "tls");
}
