import type { Socket } from "node:net";
import type { Evidence } from "#contracts/tick.ts";
import type { HeaderPair } from "#probes/core/checks/http/header-pair.ts";
import type {
  BodyText,
  ExchangeHttp,
  HttpConnection,
  HttpReply,
  Judged,
} from "#probes/core/checks/http/send-http.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, timedOut, toFault } from "#probes/core/fault.ts";
import type { HttpRequest } from "#probes/core/http-request.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import type { WireRecord } from "#probes/core/wire.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { bodyText } from "./body-text.ts";
import { converseHttp2, Http2Message } from "./converse-http2.ts";
import type { HttpMessage } from "./http-message.ts";
import {
  isReadByProxy,
  openRoute,
  proxyCredentials,
  proxySignInFault,
  type Route,
  routeTo,
} from "./open-route.ts";
import { requestWire } from "./request-wire.ts";
import { ResponseParser } from "./response-parser.ts";
import { SecureContexts } from "./secure-contexts.ts";

export type NodeExchangeOptions = {
  /** Extra trusted authorities in PEM, beside Node's own. */
  ca?: string[];
  egress: EgressPolicy;
};

/** The bytes and the way of a check's first request are the same each time. */
type Plan = { route: Route; wire: Buffer };

/** One request, on a connection of its own, over the sockets of Node. */
export function createNodeExchange({ ca, egress }: NodeExchangeOptions): ExchangeHttp {
  const contexts = new SecureContexts(ca);
  const plans = new WeakMap<HttpRequest, Plan>();

  function planOf(request: HttpRequest, connection: HttpConnection): Plan {
    const known = plans.get(request);
    if (known && known.route.connection === connection) return known;
    const route = routeTo(request.url, connection, egress);
    const proxy = isReadByProxy(route) ? { authorization: proxyCredentials(connection) } : null;
    const made = { route, wire: requestWire(request, proxy) };
    plans.set(request, made);
    return made;
  }

  return async ({ request, connection, keepBytes }, deadline) => {
    const reply = new NodeReply();
    try {
      const plan = planOf(request, connection);
      const socket = await openRoute({ record: reply, contexts }, plan.route, deadline);
      await converse({ socket, request, plan, keepBytes, reply }, deadline);
      if (reply.status === 407 && isReadByProxy(plan.route)) throw proxySignInFault();
    } catch (error) {
      reply.fault = toFault(error, "exchange");
    }
    return reply;
  };
}

/** Filled on the way. */
class NodeReply implements HttpReply, WireRecord {
  dnsUs: number | null = null;
  connectUs: number | null = null;
  tlsUs: number | null = null;
  ttfbUs: number | null = null;
  transferUs: number | null = null;
  addresses: string[] = [];
  remoteAddress: string | null = null;
  certificate: Evidence["certificate"] = null;
  certificateEndsAt: number | null = null;
  tlsProtocol: string | null = null;
  alpn: string | null = null;
  ocsp: Uint8Array | null = null;
  fault: Judged | null = null;
  httpVersion: string | null = null;
  message: HttpMessage | null = null;

  get status(): number | null {
    return this.message?.hasHead ? this.message.status : null;
  }

  get headers(): readonly HeaderPair[] {
    return this.message?.headers ?? [];
  }

  get bytes(): number {
    return this.message?.bytes ?? 0;
  }

  get truncated(): boolean {
    return this.message?.truncated ?? false;
  }

  keptBody(): Uint8Array {
    return this.message?.keptBody() ?? new Uint8Array();
  }

  async text(): Promise<BodyText> {
    return this.message === null ? { text: "", truncated: false, unreadable: null } : bodyText(this.message);
  }
}

type Conversation = {
  socket: Socket;
  request: HttpRequest;
  plan: Plan;
  keepBytes: number;
  reply: NodeReply;
};

async function converse(given: Conversation, deadline: Deadline): Promise<void> {
  const { socket, request, plan, keepBytes, reply } = given;
  if (!speaksHttp2(plan.route, reply.alpn)) {
    if (plan.route.isSecure && plan.route.connection.httpVersion === "2") {
      socket.destroy();
      throw new Fault("protocol", "The server does not offer HTTP/2.");
    }
    reply.httpVersion = "1.1";
    await converseHttp1(given, deadline);
    return;
  }
  const message = new Http2Message(keepBytes);
  reply.message = message;
  reply.httpVersion = "2";
  const sentAt = performance.now();
  let firstByteAt = 0;
  const onFirstByte = () => {
    firstByteAt = performance.now();
    reply.ttfbUs = Math.round((firstByteAt - sentAt) * 1000);
  };
  try {
    await converseHttp2({ socket, request, message, onFirstByte }, deadline);
  } finally {
    if (firstByteAt > 0) reply.transferUs = sinceUs(firstByteAt);
  }
}

/** Without TLS there is nothing to agree on: `2` then means that the server is known to speak it (RFC 9113 §3.3). */
function speaksHttp2({ isSecure, connection }: Route, alpn: string | null): boolean {
  if (isSecure) return alpn === "h2";
  return connection.httpVersion === "2" && connection.proxy === null;
}

function converseHttp1(
  { socket, request, plan, keepBytes, reply }: Conversation,
  deadline: Deadline,
): Promise<void> {
  const parser = new ResponseParser({ method: request.method, keepBytes });
  reply.message = parser;
  const sentAt = performance.now();
  let firstByteAt = 0;
  return new Promise((done, fail) => {
    let isOver = false;
    const finish = (error: unknown) => {
      if (isOver) return;
      isOver = true;
      if (firstByteAt > 0) reply.transferUs = sinceUs(firstByteAt);
      socket.destroy();
      if (error === null) done();
      else fail(error);
    };
    const attempt = (step: () => void) => {
      try {
        step();
        if (parser.isDone) finish(null);
      } catch (error) {
        finish(error);
      }
    };
    socket.on("data", (chunk: Buffer) => {
      if (isOver) return;
      if (firstByteAt === 0) {
        firstByteAt = performance.now();
        reply.ttfbUs = Math.round((firstByteAt - sentAt) * 1000);
      }
      attempt(() => parser.feed(chunk));
    });
    socket.once("end", () => attempt(() => parser.end()));
    // Stays for good: an error after the end must not become an uncaught one.
    socket.on("error", (error) => finish(toFault(error, "exchange")));
    socket.once("close", () => {
      // Every good exchange ends here too, and an Error with its stack costs as much as the parsing.
      if (!isOver) finish(new Fault("reset", "The connection was closed before a complete answer."));
    });
    deadline.during(() => finish(timedOut("exchange")));
    socket.write(plan.wire);
  });
}
