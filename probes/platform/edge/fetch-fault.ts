import type { Outcome } from "#contracts/tick.ts";
import { toFault } from "#probes/core/fault.ts";

const DNS_CODE = /^(ENOTFOUND|EAI_)/;
const TLS_CODE = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/;

/**
 * Says what a failed fetch means. Platforms tell little: where they give no code, the failure is of the network on the
 * way to the target, which is `unreachable`.
 */
export function fetchFault(error: unknown, timedOut: boolean): { outcome: Outcome; message: string } {
  if (timedOut) return { outcome: "timeout", message: "The time ran out." };
  const cause = field(error, "cause");
  const code = String(field(cause, "code") ?? field(error, "code") ?? "");
  const detail = String(field(cause, "message") ?? field(error, "message") ?? "");
  // Fetch itself forbids some ports (https://fetch.spec.whatwg.org/#port-blocking), which is no fault of the target.
  if (detail === "bad port")
    return { outcome: "internal", message: "An edge function cannot reach this port." };
  if (DNS_CODE.test(code)) return { outcome: "dns", message: "The name does not resolve." };
  if (TLS_CODE.test(code)) return { outcome: "tls", message: `TLS failed: ${detail}` };
  if (code === "UND_ERR_SOCKET")
    return { outcome: "reset", message: "The connection was closed before a complete answer." };
  if (code.startsWith("HPE_"))
    return { outcome: "protocol", message: `The answer is not valid HTTP: ${detail}` };
  if (code.startsWith("E")) {
    const fault = toFault({ code, message: detail }, "exchange");
    return { outcome: fault.outcome, message: fault.message };
  }
  return field(error, "name") === "TypeError"
    ? { outcome: "unreachable", message: "The target cannot be reached." }
    : { outcome: "internal", message: detail };
}

/** Errors of an edge sandbox are of another realm, so `instanceof` says nothing about them. */
function field(of: unknown, name: "cause" | "code" | "message" | "name"): unknown {
  return typeof of === "object" && of !== null && name in of ? Reflect.get(of, name) : undefined;
}
