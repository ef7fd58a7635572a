import { createServer, type Server, type Socket } from "node:net";
import { HttpCheck } from "#contracts/checks/http.ts";
import type { RunnableConfig } from "#probes/core/ports.ts";

const open: { server: Server; sockets: Set<Socket> }[] = [];

/** For afterEach: ends every server of this file. */
export async function closeTargets(): Promise<void> {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  }
}

export async function listen(server: Server, host = "127.0.0.1"): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => sockets.delete(socket));
    socket.on("close", () => sockets.delete(socket));
  });
  open.push({ server, sockets });
  await new Promise<void>((done) => server.listen(0, host, done));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** Answers each request head with what `answer` does; returns the URL and the requests seen. */
export async function serve(answer: (socket: Socket, head: string) => void, host = "127.0.0.1") {
  const heads: string[] = [];
  const server = createServer((socket) => {
    let text = "";
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      text += chunk.toString();
      if (!text.includes("\r\n\r\n")) return;
      heads.push(text);
      answer(socket, text);
      text = "";
    });
  });
  const port = await listen(server, host);
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${port}/`, heads, port };
}

export function configOf(
  url: string,
  change: Partial<HttpCheck> = {},
  timeoutMs = 2000,
): RunnableConfig<"http"> {
  return {
    state: "on",
    monitorId: 1,
    configVersion: 1,
    intervalMs: 20_000,
    slotOffsetMs: 0,
    gridFrom: 0,
    timeoutMs,
    check: HttpCheck.parse({
      kind: "http",
      url,
      method: "GET",
      headers: [],
      body: null,
      expectedStatus: [{ from: 200, to: 299 }],
      keyword: null,
      followRedirects: true,
      ...change,
    }),
  };
}

export const fine = (body: string | Buffer, headers = "") => {
  const bytes = Buffer.from(body);
  const head = `HTTP/1.1 200 OK\r\n${headers}Content-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
};
