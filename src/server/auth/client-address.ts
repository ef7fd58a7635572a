/** Set on every request by `trustSocketAddress`; a value that the client sent is overwritten. */
export const SOCKET_ADDRESS_HEADER = "x-uptick-socket-address";

/**
 * The address of the caller. X-Forwarded-For is believed only behind a proxy that the operator runs, and then only its
 * last entry, the one that this proxy added. Callers without a known address share one bucket of attempts.
 */
export function clientAddress(headers: Headers, trustProxy: boolean): string {
  const forwarded = trustProxy ? headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  const address = forwarded || headers.get(SOCKET_ADDRESS_HEADER) || "unknown";
  return address.replace(/^::ffff:/, "").slice(0, 64);
}
