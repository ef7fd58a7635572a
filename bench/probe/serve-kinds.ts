import { createSocket } from "node:dgram";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server, createSecureServer, type ServerHttp2Stream } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { WebSocketServer } from "ws";
import { createCertificateAuthority } from "#testing/targets/certificate-authority.ts";

/** The least that each protocol allows, so that what is measured is the probe. */
const NTP_FROM_1970_SEC = 2_208_988_800;
const GRPC_SERVING = Buffer.from([0, 0, 0, 0, 2, 8, 1]);
const MQTT_CONNACK = Buffer.from([0x20, 2, 0, 0]);

const authority = createCertificateAuthority();
const identity = authority.issue({ hosts: ["127.0.0.1", "localhost"] });

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

function dialogue(greeting: string, answer: (line: string, socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      for (const line of chunk.toString("latin1").split("\r\n")) if (line !== "") answer(line, socket);
    });
    if (greeting !== "") socket.write(greeting);
  });
  return listen(server);
}

async function bind(answer: (question: Buffer) => Buffer): Promise<number> {
  const socket = createSocket("udp4");
  socket.on("message", (question, from) => socket.send(answer(question), from.port, from.address));
  await new Promise<void>((done) => socket.bind(0, "127.0.0.1", done));
  return socket.address().port;
}

/** The question as it came, and one A record that points at its name (RFC 1035 §4.1). */
function answerDns(question: Buffer): Buffer {
  let end = 12;
  while ((question[end] ?? 0) !== 0) end += (question[end] ?? 0) + 1;
  const head = Buffer.from(question.subarray(0, end + 5));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(1, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1])]);
}

/** RFC 5905 §7.3: a server of stratum 2 whose clock is this machine's. */
function answerNtp(question: Buffer): Buffer {
  const packet = Buffer.alloc(48);
  packet[0] = 0x24;
  packet[1] = 2;
  packet[3] = 0xec;
  question.copy(packet, 24, 40, 48);
  const now = Date.now() / 1000 + NTP_FROM_1970_SEC;
  for (const at of [16, 32, 40]) {
    packet.writeUInt32BE(Math.floor(now), at);
    packet.writeUInt32BE(Math.floor((now % 1) * 2 ** 32), at + 4);
  }
  return packet;
}

function answerMail(ok: string, bye: string) {
  return (line: string, socket: Socket) => {
    if (/^quit/i.test(line)) socket.end(bye);
    else socket.write(ok);
  };
}

function answerImap(line: string, socket: Socket): void {
  const [tag = "*", command = ""] = line.split(" ");
  if (/logout/i.test(command)) socket.end(`* BYE\r\n${tag} OK\r\n`);
  else if (/capability/i.test(command)) socket.write(`* CAPABILITY IMAP4rev1\r\n${tag} OK\r\n`);
  else socket.write(`${tag} OK\r\n`);
}

function answerGrpc(stream: ServerHttp2Stream): void {
  stream.on("error", () => stream.destroy());
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(GRPC_SERVING);
}

async function serveWebsocket(): Promise<number> {
  const server = createHttpServer();
  new WebSocketServer({ server });
  return listen(server);
}

async function serveMqtt(): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.write(MQTT_CONNACK));
  });
  return listen(server);
}

async function serveHttp2(): Promise<number> {
  const server = createSecureServer(identity);
  server.on("stream", (stream: ServerHttp2Stream) => {
    stream.on("error", () => stream.destroy());
    stream.respond({ ":status": 200 });
    stream.end("ok\n");
  });
  server.on("sessionError", () => undefined);
  return listen(server);
}

async function serveGrpc(): Promise<number> {
  const server = createHttp2Server();
  server.on("stream", answerGrpc);
  server.on("sessionError", () => undefined);
  return listen(server);
}

const ports = {
  http: await listen(createHttpServer((_request, response) => response.end("ok\n"))),
  https: await listen(createHttpsServer(identity, (_request, response) => response.end("ok\n"))),
  http2: await serveHttp2(),
  tcp: await dialogue("hello\r\n", () => undefined),
  ssh: await dialogue("SSH-2.0-OpenSSH_9.2\r\n", () => undefined),
  smtp: await dialogue("220 bench ESMTP\r\n", answerMail("250 bench\r\n", "221 bye\r\n")),
  pop3: await dialogue("+OK bench\r\n", answerMail("+OK\r\n.\r\n", "+OK bye\r\n")),
  imap: await dialogue("* OK bench\r\n", answerImap),
  redis: await dialogue("", (line, socket) => {
    if (/^ping/i.test(line)) socket.write("+PONG\r\n");
  }),
  udp: await bind((question) => question),
  dns: await bind(answerDns),
  ntp: await bind(answerNtp),
  websocket: await serveWebsocket(),
  grpc: await serveGrpc(),
  mqtt: await serveMqtt(),
};
process.stdout.write(`${JSON.stringify({ ports, ca: authority.cert })}\n`);
