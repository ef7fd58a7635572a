import type { Outcome } from "#contracts/tick.ts";
import { HttpProtocolError } from "./http-protocol.ts";

export type Stage = "dns" | "connect" | "tls" | "exchange";

/** Why an exchange ended without an answer. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly outcome: Outcome;
  constructor(outcome: Outcome, message: string) {
    super(message);
    this.outcome = outcome;
  }
}

const STAGE_NAMES: Record<Stage, string> = {
  dns: "looking up the name",
  connect: "connecting",
  tls: "the TLS handshake",
  exchange: "waiting for the answer",
};

export function timedOut(stage: Stage): Fault {
  return new Fault("timeout", `The time ran out while ${STAGE_NAMES[stage]}.`);
}

const BY_CODE: Record<string, [Outcome, string]> = {
  ECONNREFUSED: ["refused", "The connection was refused."],
  ETIMEDOUT: ["timeout", "The connection attempt got no answer."],
  ENETUNREACH: ["unreachable", "There is no route to the address."],
  EHOSTUNREACH: ["unreachable", "The host cannot be reached."],
  ENETDOWN: ["internal", "The probe's own network is down."],
  EADDRNOTAVAIL: ["internal", "The probe has no free local port or address."],
  EMFILE: ["internal", "The probe has no free file descriptor."],
  ENFILE: ["internal", "The probe's machine has no free file descriptor."],
  ENOBUFS: ["internal", "The probe's machine has no free network buffer."],
  EACCES: ["internal", "The probe's machine forbids this connection."],
  EPERM: ["internal", "The probe's machine forbids this connection."],
};

/** Maps what Node throws. Anything unknown is `internal`, so that it never counts against the target. */
export function toFault(error: unknown, stage: Stage): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof HttpProtocolError) {
    return new Fault(error.kind === "closed" ? "reset" : "protocol", error.message);
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  const known = BY_CODE[code];
  if (known) return new Fault(known[0], known[1]);
  if (stage === "dns") return new Fault("dns", dnsMessage(code, message));
  if (code === "ECONNRESET" || code === "EPIPE" || code === "ECONNABORTED") {
    return new Fault(
      "reset",
      `The connection was reset during ${stage === "tls" ? "the TLS handshake" : "the check"}.`,
    );
  }
  if (stage === "tls" || code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS")) {
    return new Fault("tls", `TLS failed: ${message}`.slice(0, 500));
  }
  return new Fault("internal", message.slice(0, 500));
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return String(error.code);
}

function dnsMessage(code: string, message: string): string {
  if (code === "ENOTFOUND") return "The name does not resolve.";
  if (code === "EAI_AGAIN") return "The name server did not answer.";
  return `The name could not be looked up: ${message}`.slice(0, 500);
}
