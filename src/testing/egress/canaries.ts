import { createSocket } from "node:dgram";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";

export const LEGAL = ["93.184.216.34", "93.184.216.35"] as const;
/** Public neighbours of closed ranges that S38 allows. */
const NEIGHBOURS = ["100.63.255.254", "100.128.0.1", "172.32.0.1", "11.0.0.1"];
/** Where the userinfo of S48 hides its real host: public, so only the contract has something against it. */
const HIDDEN = "2.2.2.2";
const OPEN = new Set<string>([...LEGAL, ...NEIGHBOURS, HIDDEN]);
const TCP_PORTS = [21, 22, 25, 443, 465, 587, 853, 3000, 3128, 5432, 6379, 6667, 8080, 10_080, 11_211];
const UDP_PORTS = [123, 161, 9999];

export type Canaries = {
  /** Whoever came to an address that nobody may reach, as `address:port`. */
  contacts: string[];
  /** What legal web servers were asked. */
  requests: {
    host: string;
    url: string;
    headers: IncomingMessage["headers"];
    method: string;
    body: string;
  }[];
};

/** Listens on every address of the machine; a connection to any but the legal ones is a contact. */
export async function startCanaries(): Promise<Canaries> {
  const canaries: Canaries = { contacts: [], requests: [] };
  const note = (address = "", port = 0) => {
    const plain = address.replace(/^::ffff:/, "");
    if (!OPEN.has(plain)) canaries.contacts.push(`${plain}:${port}`);
  };
  const web = createServer((request, response) => answer(canaries, request, response));
  web.on("connection", (socket) => note(socket.localAddress, socket.localPort));
  await new Promise<void>((listening) => web.listen(80, "::", listening));
  for (const port of TCP_PORTS) {
    const server = createTcpServer((socket) => {
      note(socket.localAddress, port);
      socket.on("error", () => undefined).end("a canary\r\n");
    });
    await new Promise<void>((listening) => server.listen(port, "::", listening));
  }
  for (const port of UDP_PORTS) {
    const socket = createSocket("udp6").on("message", () => note("udp", port));
    await new Promise<void>((bound) => socket.bind(port, "::", bound));
  }
  // Whom S91 has asked as its resolver; the real one has an address of its own.
  const resolver = createSocket("udp4").on("message", () => note("udp", 53));
  await new Promise<void>((bound) => resolver.bind(53, "127.0.0.1", bound));
  return canaries;
}

/** `/r?code=302&to=…` redirects there; everything else is ok. */
async function answer(canaries: Canaries, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { url = "/", headers, method = "" } = request;
  const body = Buffer.concat(chunks).toString();
  canaries.requests.push({ host: headers.host ?? "", url, headers, method, body });
  const { pathname, searchParams } = new URL(url, "http://legal.test");
  if (pathname === "/hints") {
    response.setHeader("refresh", "0; url=http://127.0.0.1/");
    response.setHeader("link", "<http://10.0.0.1/>; rel=preload");
    response.end('<meta http-equiv="refresh" content="0; url=http://169.254.169.254/">');
    return;
  }
  if (pathname !== "/r") {
    response.end("ok");
    return;
  }
  const to = searchParams.getAll("to");
  if (to.length > 0) response.setHeader("location", to.length === 1 ? (to[0] ?? "") : to);
  response.statusCode = Number(searchParams.get("code") ?? 302);
  response.end();
}
