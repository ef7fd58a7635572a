import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Backend, BackendError, type Command, type CommandResult } from "./backend.ts";
import { refusalOf } from "./command-policy.ts";
import { encodeBase64, parseCommand, parseCommands, RequestError } from "./rest-protocol.ts";

export const MAX_BODY_BYTES = 10 * 1024 * 1024;

export type BridgeOptions = {
  token: string;
  port: number;
  host?: string;
  /** Lets FLUSHALL through; for tests. */
  allowFlush?: boolean;
  /** Is told of faults of the bridge itself. */
  report?: (problem: string) => void;
};

export type Bridge = { url: string; close(): Promise<void> };

/** Answers the Upstash REST protocol in front of `backend`; resolves when it listens. */
export async function startBridge(backend: Backend, options: BridgeOptions): Promise<Bridge> {
  const host = options.host ?? "127.0.0.1";
  const expected = Buffer.from(`Bearer ${options.token}`);
  const policy = { allowFlush: options.allowFlush ?? false };
  const server = createServer((request, response) => {
    handle({ backend, expected, policy }, request, response).catch((error: unknown) =>
      answerFault(response, error, options.report),
    );
  });
  // Longer than any client keeps an idle connection, so that none is closed under a request.
  server.keepAliveTimeout = 75_000;

  await listen(server, options.port, host);
  const { port } = server.address() as AddressInfo;
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`, close: () => stop(server) };
}

function answerFault(response: ServerResponse, error: unknown, report: BridgeOptions["report"]): void {
  if (error instanceof RequestError) sendError(response, error.status, error.message);
  else if (error instanceof BackendError) {
    sendError(response, error.kind === "refused" ? 400 : 503, error.message);
  } else {
    report?.(error instanceof Error ? (error.stack ?? error.message) : String(error));
    sendError(response, 500, "ERR internal error");
  }
}

type Door = { backend: Backend; expected: Buffer; policy: { allowFlush: boolean } };

async function handle(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  if (path === "/health" && request.method === "GET") return sendHealth(door.backend, response);
  if (!isAuthorised(request.headers.authorization, door.expected)) {
    throw new RequestError(401, "WRONGPASS invalid or missing auth token");
  }
  if (request.method !== "POST") throw new RequestError(405, "ERR use POST");
  const asBase64 = request.headers["upstash-encoding"] === "base64";

  if (path === "/") {
    const [outcome = { error: "ERR no reply" }] = await execute(
      door,
      [parseCommand(await readBody(request))],
      false,
    );
    return sendJson(response, "error" in outcome ? 400 : 200, asBase64 ? encodeBase64(outcome) : outcome);
  }
  if (path !== "/pipeline" && path !== "/multi-exec") throw new RequestError(404, "ERR no such endpoint");
  const commands = parseCommands(await readBody(request));
  const outcomes = await execute(door, commands, path === "/multi-exec");
  sendJson(response, 200, asBase64 ? outcomes.map(encodeBase64) : outcomes);
}

async function execute(door: Door, commands: Command[], atomic: boolean): Promise<CommandResult[]> {
  const refusals = commands.map((command) => refusalOf(command, door.policy));
  const allowed = commands.filter((_, index) => refusals[index] === null);
  if (allowed.length === commands.length) return door.backend.execute(commands, { atomic });
  if (atomic) throw new RequestError(400, "EXECABORT Transaction discarded because of previous errors.");

  const answered = allowed.length > 0 ? await door.backend.execute(allowed, { atomic }) : [];
  let next = 0;
  return refusals.map((refusal) => {
    if (refusal !== null) return { error: refusal };
    next += 1;
    return answered[next - 1] ?? { error: "ERR no reply" };
  });
}

function isAuthorised(header: string | undefined, expected: Buffer): boolean {
  const given = Buffer.from(header ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function readBody(request: IncomingMessage): Promise<string> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) reject(tooLarge());
      else chunks.push(chunk);
    });
    request.on("end", () => {
      const [only] = chunks;
      resolve((only && chunks.length === 1 ? only : Buffer.concat(chunks)).toString("utf8"));
    });
    request.on("error", () => reject(new RequestError(400, "ERR the request broke off")));
  });
}

function tooLarge(): RequestError {
  return new RequestError(413, `ERR max request size exceeded, the limit is ${MAX_BODY_BYTES} bytes`);
}

function sendHealth(backend: Backend, response: ServerResponse): void {
  const ok = backend.isReady();
  sendJson(response, ok ? 200 : 503, { engine: backend.engine, ok });
}

function sendError(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent || response.destroyed) return;
  sendJson(response, status, { error: message });
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
  });
  response.end(body);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1000).unref();
  });
}
