import { type ClientHttp2Stream, connect, type IncomingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import type { HeaderPair } from "#probes/core/checks/http/header-pair.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, timedOut, toFault } from "#probes/core/fault.ts";
import type { HttpRequest } from "#probes/core/http-request.ts";
import { BodyDecoder } from "./body-decoder.ts";
import type { HttpMessage } from "./http-message.ts";
import { hostOf } from "./request-wire.ts";

const MOST_HEAD_BYTES = 64 * 1024;

/** One answer over HTTP/2, which frames bodies by itself. */
export class Http2Message implements HttpMessage {
  status = 0;
  headers: HeaderPair[] = [];
  private readonly body: BodyDecoder;

  constructor(keepBytes: number) {
    this.body = new BodyDecoder({ kind: "close" }, keepBytes);
  }

  get hasHead(): boolean {
    return this.status > 0;
  }

  get bytes(): number {
    return this.body.bytes;
  }

  get truncated(): boolean {
    return this.body.truncated;
  }

  keptBody(): Buffer {
    return this.body.kept();
  }

  header(name: string): string | undefined {
    return this.headers.find((header) => header[0] === name)?.[1];
  }

  readHead(headers: IncomingHttpHeaders & { ":status"?: number }): void {
    this.status = headers[":status"] ?? 0;
    this.headers = Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(":") || value === undefined
        ? []
        : [value].flat().map((each): HeaderPair => [name, String(each)]),
    );
  }

  /** True when no more is wanted. */
  feed(chunk: Buffer): boolean {
    this.body.feed(chunk);
    return this.body.isDone;
  }
}

export type Http2Conversation = {
  socket: Socket;
  request: HttpRequest;
  message: Http2Message;
  onFirstByte: () => void;
};

/** One request over a connection that has agreed to HTTP/2. Rejects with a Fault; the socket is gone in any case. */
export function converseHttp2(given: Http2Conversation, deadline: Deadline): Promise<void> {
  const { socket, request, message, onFirstByte } = given;
  return new Promise((done, fail) => {
    const session = connect(request.url.origin, {
      createConnection: () => socket,
      settings: { enablePush: false, maxHeaderListSize: MOST_HEAD_BYTES },
    });
    let isOver = false;
    const finish = (fault: Fault | null) => {
      if (isOver) return;
      isOver = true;
      session.destroy();
      socket.destroy();
      if (fault === null) done();
      else fail(fault);
    };
    // Both stay for good: an error after the end must not become an uncaught one.
    session.on("error", (error) => finish(toHttp2Fault(error)));
    session.once("close", () => finish(CLOSED));
    deadline.during(() => finish(timedOut("exchange")));
    const stream = open(session.request.bind(session), request);
    if (stream instanceof Fault) {
      finish(stream);
      return;
    }
    stream.on("error", (error) => finish(toHttp2Fault(error)));
    stream.once("response", (headers) => {
      onFirstByte();
      message.readHead(headers);
    });
    stream.on("data", (chunk: Buffer) => {
      if (!isOver && message.feed(chunk)) finish(null);
    });
    // A session that breaks off ends its streams, too, as if they were complete.
    stream.once("end", () => finish(message.hasHead && !stream.rstCode ? null : CLOSED));
    stream.once("close", () => finish(CLOSED));
    stream.end(request.body ?? undefined);
  });
}

const CLOSED = new Fault("reset", "The connection was closed before a complete answer.");

type Headers = Record<string, string | string[]>;

/** A header that Node will not send over HTTP/2 is the check's own mistake. */
function open(
  send: (headers: Headers, options: { endStream: boolean }) => ClientHttp2Stream,
  request: HttpRequest,
): ClientHttp2Stream | Fault {
  try {
    return send(headersOf(request), { endStream: false });
  } catch (error) {
    return new Fault("internal", `The request cannot be sent: ${toFault(error, "exchange").message}`);
  }
}

function headersOf(request: HttpRequest): Headers {
  const { url, method, headers, body } = request;
  const list: Headers = {
    ":method": method,
    ":scheme": url.protocol.slice(0, -1),
    ":authority": hostOf(request),
    ":path": `${url.pathname}${url.search}`,
  };
  for (const { name, value } of headers) {
    const lower = name.toLowerCase();
    if (lower === "host") continue;
    const before = list[lower];
    list[lower] = before === undefined ? value : [before, value].flat();
  }
  if (body !== null) list["content-length"] = String(Buffer.byteLength(body));
  return list;
}

/** RFC 9113 §7: a peer that breaks the protocol is told apart from one that gives up. */
function toHttp2Fault(error: unknown): Fault {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  if (!code.startsWith("ERR_HTTP2_")) return toFault(error, "exchange");
  const message = error instanceof Error ? error.message : code;
  const gaveUp =
    /NGHTTP2_(NO_ERROR|REFUSED_STREAM|CANCEL|INTERNAL_ERROR|ENHANCE_YOUR_CALM|HTTP_1_1_REQUIRED)/.test(
      message,
    );
  if (gaveUp || code === "ERR_HTTP2_STREAM_CANCEL") {
    return new Fault("reset", `The server ended the stream: ${message}`.slice(0, 500));
  }
  return new Fault("protocol", `The answer is not valid HTTP/2: ${message}`.slice(0, 500));
}
