import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { SOCKET_ADDRESS_HEADER } from "./client-address.ts";

/**
 * Route handlers cannot see the socket, and Next keeps an X-Forwarded-For that the client made up. Node announces each
 * request before any handler sees it: the true address is written there.
 */
export function trustSocketAddress(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[SOCKET_ADDRESS_HEADER] = request.socket.remoteAddress ?? "unknown";
  });
}
