import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type IncomingHttpHeaders,
} from "node:http2";
import type { GrpcCheck } from "#contracts/checks/grpc.ts";
import type { CheckRun } from "#probes/core/checks/check-run.ts";
import { observe } from "#probes/core/checks/observe.ts";
import { Fault, timedOut, toFault } from "#probes/core/fault.ts";
import type { CheckRunner } from "#probes/core/ports.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import { userAgent } from "#probes/core/user-agent.ts";
import type { Dial } from "#probes/core/wire.ts";
import { wireDuplex } from "../../wire-duplex.ts";
import { decodeHealthResponse, encodeHealthRequest } from "./health-message.ts";

const MOST_BYTES = 65_536;
const METHOD = "/grpc.health.v1.Health/Check";
/** The frame's own, and what HTTP/2 forbids. */
const OWN_HEADERS = /^(?::.*|content-type|te|connection|host|transfer-encoding|upgrade|keep-alive|grpc-.*)$/i;
/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const GRPC_CODES = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
];

type Reply = { headers: IncomingHttpHeaders; body: Buffer };

/** Asks grpc.health.v1 over HTTP/2. `status` in assertions is the serving status, such as SERVING. */
export function createGrpcRunner({ dial }: { dial: Dial }): CheckRunner<"grpc"> {
  return (config) =>
    observe(config, async (run) => {
      const { check } = config;
      const { host, port, ipFamily } = check;
      const tls = check.secure ? check.tls : null;
      const wire = await dial({ host, port, ipFamily, tls, alpn: ["h2"] }, run.record, run.deadline);
      const stream = wireDuplex(wire);
      const authority = `${check.secure ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
      const session = connect(authority, {
        createConnection: () => stream,
        maxHeaderListPairs: 128,
        settings: { enablePush: false },
      });
      try {
        const from = performance.now();
        const reply = await ask({ session, check, run });
        run.ttfbUs = sinceUs(from);
        return judge(reply, { check, run });
      } finally {
        session.destroy();
        stream.destroy();
      }
    });
}

type Asking = { session: ClientHttp2Session; check: GrpcCheck; run: CheckRun };

function ask({ session, check, run }: Asking): Promise<Reply> {
  return new Promise((done, fail) => {
    const end = (error: unknown) => fail(toHttp2Fault(error));
    run.deadline.during(() => fail(timedOut("exchange")));
    // Stay for good: an error after the end must not become an uncaught one.
    session.on("error", end);
    session.on("goaway", (code) => {
      if (code !== constants.NGHTTP2_NO_ERROR)
        fail(new Fault("protocol", `It ended the session (code ${code}).`));
    });
    session.on("close", () => end(closedEarly()));
    const stream = session.request(requestHeaders(check));
    run.transcript.sent(`${METHOD} "${check.service}"`);
    const reply: Reply = { headers: {}, body: Buffer.alloc(0) };
    listen(stream, { reply, run, end });
    stream.on("close", () => {
      if (reply.headers[":status"] === undefined) end(closedEarly());
      else done(reply);
    });
    stream.end(encodeHealthRequest(check.service));
  });
}

type Listening = { reply: Reply; run: CheckRun; end: (error: unknown) => void };

function listen(stream: ClientHttp2Stream, { reply, run, end }: Listening): void {
  stream.on("response", (headers) => Object.assign(reply.headers, headers));
  stream.on("trailers", (trailers) => Object.assign(reply.headers, trailers));
  stream.on("data", (chunk: Buffer) => {
    run.bytes += chunk.length;
    if (run.bytes > MOST_BYTES)
      end(new Fault("protocol", "It sent more than 64 KB, which no health answer is."));
    else reply.body = Buffer.concat([reply.body, chunk]);
  });
  stream.on("error", end);
}

function requestHeaders(check: GrpcCheck): Record<string, string | string[]> {
  const metadata: Record<string, string[]> = {};
  for (const { name, value } of check.metadata) {
    const lower = name.toLowerCase();
    if (!OWN_HEADERS.test(lower)) metadata[lower] = [...(metadata[lower] ?? []), value];
  }
  return {
    "user-agent": userAgent(),
    ...metadata,
    ":method": "POST",
    ":path": METHOD,
    "content-type": "application/grpc",
    te: "trailers",
  };
}

function judge({ headers, body }: Reply, { check, run }: { check: GrpcCheck; run: CheckRun }): string {
  const httpStatus = Number(headers[":status"]);
  run.look = (source, name) => (source === "header" ? textOf(headers[name.toLowerCase()]) : null);
  if (httpStatus !== 200) {
    if (httpStatus >= 100) run.status = httpStatus;
    throw new Fault("protocol", `Expected gRPC, saw HTTP status ${httpStatus}.`);
  }
  const code = Number(headers["grpc-status"] ?? Number.NaN);
  if (!Number.isInteger(code)) throw new Fault("protocol", "The answer has no grpc-status.");
  if (code !== 0) throw failedCall(code, { headers, run });
  const status = decodeHealthResponse(body);
  run.values.status = status;
  run.transcript.received(status);
  if (status !== "SERVING")
    throw new Fault("status", `Expected ${nameOf(check)} to be SERVING, saw ${status}.`);
  return `${nameOf(check)} is SERVING.`;
}

function failedCall(code: number, { headers, run }: { headers: IncomingHttpHeaders; run: CheckRun }): Fault {
  const word = GRPC_CODES[code] ?? `code ${code}`;
  run.values.status = word;
  const detail = plainText(textOf(headers["grpc-message"]));
  run.transcript.received(`grpc-status ${word}${detail === null ? "" : `: ${detail}`}`);
  if (word === "UNAUTHENTICATED" || word === "PERMISSION_DENIED") {
    return new Fault("auth", `It refuses these credentials (${word}).`);
  }
  if (word === "UNIMPLEMENTED") return new Fault("protocol", "It does not offer gRPC's health protocol.");
  if (word === "NOT_FOUND") return new Fault("status", "It knows no service with this name (NOT_FOUND).");
  return new Fault("status", `The call failed: ${word}${detail === null ? "" : `, ${detail}`}.`);
}

function nameOf({ service }: GrpcCheck): string {
  return service === "" ? "the server" : service;
}

function textOf(value: string | string[] | undefined): string | null {
  return value === undefined ? null : String(value);
}

/** A grpc-message is percent-encoded; a server that does it wrongly is quoted as it wrote. */
function plainText(message: string | null): string | null {
  if (message === null || /%(?![0-9a-f]{2})/i.test(message)) return message;
  return Buffer.from(
    message.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");
}

function closedEarly(): Fault {
  return new Fault("reset", "The connection was closed before a complete answer.");
}

function toHttp2Fault(error: unknown): Fault {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  if (code.startsWith("ERR_HTTP2")) return new Fault("protocol", "It does not speak HTTP/2 as gRPC does.");
  return toFault(error, "exchange");
}
