import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import type { Deadline } from "#probes/core/deadline.ts";
import { Fault, timedOut, toFault } from "#probes/core/fault.ts";
import type { HttpRequest } from "#probes/core/http-request.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { type DialRecord, dial, since } from "./dial.ts";
import { ResponseParser } from "./response-parser.ts";

export type Exchange = DialRecord & {
  ttfbUs: number | null;
  transferUs: number | null;
  parser: ResponseParser;
  /** Null when there is a complete answer. */
  fault: Fault | null;
};

export type ExchangeInput = {
  request: HttpRequest;
  wire: Buffer;
  keepBytes: number;
  secureContext: SecureContext;
  egress: EgressPolicy;
};

/** One request on a connection of its own. Never rejects. */
export async function exchange(input: ExchangeInput, deadline: Deadline): Promise<Exchange> {
  const { url, method } = input.request;
  const isSecure = url.protocol === "https:";
  const record: Exchange = {
    dnsUs: null,
    connectUs: null,
    tlsUs: null,
    ttfbUs: null,
    transferUs: null,
    addresses: [],
    remoteAddress: null,
    certificate: null,
    parser: new ResponseParser({ method, keepBytes: input.keepBytes }),
    fault: null,
  };
  const target: Parameters<typeof dial>[0] = {
    host: url.hostname,
    port: url.port === "" ? (isSecure ? 443 : 80) : Number(url.port),
    ipFamily: "any",
    egress: input.egress,
    service: "web",
    secureContext: isSecure ? input.secureContext : null,
  };
  try {
    const socket = await dial(target, deadline, record);
    await converse({ socket, wire: input.wire, record }, deadline);
  } catch (error) {
    record.fault = toFault(error, "exchange");
  }
  return record;
}

type Conversation = { socket: Socket; wire: Buffer; record: Exchange };

function converse({ socket, wire, record }: Conversation, deadline: Deadline): Promise<void> {
  const { parser } = record;
  const sentAt = performance.now();
  let firstByteAt = 0;
  return new Promise((done, fail) => {
    let isOver = false;
    const finish = (error: unknown) => {
      if (isOver) return;
      isOver = true;
      if (firstByteAt > 0) record.transferUs = since(firstByteAt);
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
        record.ttfbUs = Math.round((firstByteAt - sentAt) * 1000);
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
    socket.write(wire);
  });
}
