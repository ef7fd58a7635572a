import type { IpFamily, TlsOptions } from "#contracts/checks/check-fields.ts";
import type { Evidence } from "#contracts/tick.ts";
import type { Deadline } from "./deadline.ts";

export type WireTarget = {
  /** A name or an address, IPv6 without brackets. */
  host: string;
  port: number;
  ipFamily: IpFamily;
  /** Null: no TLS from the first byte. */
  tls: TlsOptions | null;
  /** `web`: speaks HTTP, so that the ports of mail and the like are closed to it. */
  service?: "web";
  /** Offered in the TLS handshake. */
  alpn?: readonly string[];
};

/** What was learnt on the way, filled as the connection is made, so that a failure still shows how far it came. */
export type WireRecord = {
  dnsUs: number | null;
  connectUs: number | null;
  tlsUs: number | null;
  addresses: string[];
  remoteAddress: string | null;
  certificate: Evidence["certificate"];
  /** Epoch ms at which the leaf certificate ends. */
  certificateEndsAt: number | null;
  /** Such as `TLSv1.3`. */
  tlsProtocol: string | null;
  alpn: string | null;
  /** The stapled OCSP answer, DER. */
  ocsp: Uint8Array | null;
};

/** A connection to a target. Every call rejects with a Fault, and with a time-out when the deadline passes. */
export type Wire = {
  /** Null when the other side has ended. */
  read(): Promise<Uint8Array | null>;
  write(bytes: Uint8Array | string): Promise<void>;
  startTls(options: TlsOptions): Promise<void>;
  close(): void;
};

/** Opens a connection whose address has passed the egress policy. Rejects with a Fault. */
export type Dial = (target: WireTarget, record: WireRecord, deadline: Deadline) => Promise<Wire>;

export type Question = { host: string; port: number; ipFamily: IpFamily; datagram: Uint8Array };
/** Sends one datagram and resolves with the first answer from the same address and port. Rejects with a Fault. */
export type Ask = (question: Question, record: WireRecord, deadline: Deadline) => Promise<Uint8Array>;
