import { createSocket } from "node:dgram";
import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { ImapCheck, Pop3Check, SmtpCheck } from "#contracts/checks/mail.ts";
import { NtpCheck } from "#contracts/checks/ntp.ts";
import { PingCheck } from "#contracts/checks/ping.ts";
import { SshCheck } from "#contracts/checks/ssh.ts";
import { TcpCheck } from "#contracts/checks/tcp.ts";
import { TlsCheck } from "#contracts/checks/tls.ts";
import { UdpCheck } from "#contracts/checks/udp.ts";
import { createPingRunner } from "#probes/core/checks/ping/run-ping.ts";
import { configWith } from "../check-config.ts";
import { listen } from "../socket-targets.ts";
import type { ConformanceCase, Truth } from "./conformance-case.ts";
import { type NodeWorld, sightOf } from "./node-world.ts";

const host = "localhost";
const ipFamily = "v4";
const DAYS: Truth = { holds: ["equals", "30"], fails: ["greater", "30"] };
const body = (text: string): Truth => ({ holds: ["contains", text], fails: ["contains", "sorry"] });

export async function listWireCases(world: NodeWorld): Promise<ConformanceCase[]> {
  return [
    ...(await listStreamCases(world)),
    ...(await listMailCases(world)),
    ...(await listPacketCases(world)),
  ];
}

async function listStreamCases({ runners, identity }: NodeWorld): Promise<ConformanceCase[]> {
  const secure = await listen(
    quiet(createTlsServer(identity, (socket) => socket.on("error", ignore).write("hello\n"))),
  );
  const banner = await listen(
    createServer((socket) => socket.on("error", ignore).write("SSH-2.0-OpenSSH_9.9\r\n")),
  );
  const dialogue = [{ type: "expect", text: "hello\n" }];
  const protocol: Truth = { holds: ["equals", "TLSv1.3"], fails: ["equals", "TLSv1.2"] };
  const issuer: Truth = { holds: ["contains", "Uptick test authority"], fails: ["contains", "Nobody"] };
  return [
    {
      kind: "tcp",
      place: "node",
      truths: { body: body("hello"), size: { holds: ["equals", "6"], fails: ["less", "6"] } },
      run: async (assertions) => {
        const check = { kind: "tcp", host, ipFamily, port: secure, secure: true, dialogue, assertions };
        return sightOf(await runners.tcp(configWith(TcpCheck.parse(check))));
      },
    },
    {
      kind: "tls",
      place: "node",
      truths: { daysLeft: DAYS, protocol, issuer },
      run: async (assertions) => {
        const check = { kind: "tls", host, ipFamily, port: secure, assertions };
        return sightOf(await runners.tls(configWith(TlsCheck.parse(check))));
      },
    },
    {
      kind: "ssh",
      place: "node",
      truths: { body: body("OpenSSH") },
      run: async (assertions) => {
        const check = { kind: "ssh", host, ipFamily, port: banner, assertions };
        return sightOf(await runners.ssh(configWith(SshCheck.parse(check))));
      },
    },
  ];
}

async function listMailCases({ runners, identity }: NodeWorld): Promise<ConformanceCase[]> {
  const serve = (greeting: string, answer: (line: string) => string) =>
    listen(quiet(createTlsServer(identity, (socket) => converse(socket, greeting, answer))));
  const base = { host, ipFamily, security: "tls" };
  const smtp = await serve("220 mx.example ESMTP\r\n", (line) =>
    /^QUIT/i.test(line) ? "221 bye\r\n" : "250 mx.example\r\n",
  );
  const imap = await serve("* OK IMAP4rev1 ready\r\n", (line) => `${line.split(" ")[0]} OK done\r\n`);
  const pop3 = await serve("+OK POP3 ready\r\n", (line) =>
    /^CAPA/i.test(line) ? "+OK\r\n.\r\n" : "+OK\r\n",
  );
  return [
    {
      kind: "smtp",
      place: "node",
      truths: { body: body("ESMTP"), daysLeft: DAYS },
      run: async (assertions) =>
        sightOf(
          await runners.smtp(configWith(SmtpCheck.parse({ kind: "smtp", ...base, port: smtp, assertions }))),
        ),
    },
    {
      kind: "imap",
      place: "node",
      truths: { body: body("IMAP4rev1"), daysLeft: DAYS },
      run: async (assertions) =>
        sightOf(
          await runners.imap(configWith(ImapCheck.parse({ kind: "imap", ...base, port: imap, assertions }))),
        ),
    },
    {
      kind: "pop3",
      place: "node",
      truths: { body: body("POP3"), daysLeft: DAYS },
      run: async (assertions) =>
        sightOf(
          await runners.pop3(configWith(Pop3Check.parse({ kind: "pop3", ...base, port: pop3, assertions }))),
        ),
    },
  ];
}

async function listPacketCases({ runners }: NodeWorld): Promise<ConformanceCase[]> {
  const echo = await answerPackets((question) => question);
  const clock = await answerPackets(tellTime);
  // Whether the machine lets anybody ping is its own affair, and the table must not depend on it.
  const ping = createPingRunner({
    ping: async () => ({ sent: 3, timesMs: [10, 12, 11], isUnreachable: false }),
  });
  return [
    {
      kind: "udp",
      place: "node",
      truths: { body: body("hello"), size: { holds: ["equals", "5"], fails: ["less", "5"] } },
      run: async (assertions) => {
        const check = { kind: "udp", host, ipFamily, port: echo, send: "hello", assertions };
        return sightOf(await runners.udp(configWith(UdpCheck.parse(check))));
      },
    },
    {
      kind: "ntp",
      place: "node",
      truths: {
        offsetMs: { holds: ["less", "900"], fails: ["greater", "900"] },
        stratum: { holds: ["equals", "2"], fails: ["less", "2"] },
      },
      run: async (assertions) => {
        const check = { kind: "ntp", host, ipFamily, port: clock, assertions };
        return sightOf(await runners.ntp(configWith(NtpCheck.parse(check))));
      },
    },
    {
      kind: "ping",
      place: "node",
      truths: {
        lossPercent: { holds: ["equals", "0"], fails: ["greater", "0"] },
        jitterMs: { holds: ["less", "3"], fails: ["greater", "3"] },
      },
      run: async (assertions) =>
        sightOf(await ping(configWith(PingCheck.parse({ kind: "ping", host, assertions })))),
    },
  ];
}

/** RFC 4330: the question's time of sending, and our own twice. */
function tellTime(question: Buffer): Buffer {
  const packet = Buffer.alloc(48);
  packet[0] = ((question[0] ?? 0) & 0b00_111_000) | 4;
  packet[1] = 2;
  question.copy(packet, 24, 40, 48);
  for (const at of [32, 40]) {
    const now = Date.now();
    packet.writeUInt32BE(Math.floor(now / 1000) + 2_208_988_800, at);
    packet.writeUInt32BE(Math.floor(((now % 1000) / 1000) * 2 ** 32), at + 4);
  }
  return packet;
}

async function answerPackets(answer: (question: Buffer) => Buffer): Promise<number> {
  const server = createSocket("udp4").unref();
  server.on("message", (question, from) => server.send(answer(question), from.port, from.address));
  await new Promise<void>((done) => server.bind(0, "127.0.0.1", done));
  return server.address().port;
}

function converse(socket: Socket, greeting: string, answer: (line: string) => string): void {
  let text = "";
  socket.on("error", ignore).write(greeting);
  socket.on("data", (chunk) => {
    text += chunk.toString();
    const lines = text.split("\r\n");
    text = lines.pop() ?? "";
    for (const line of lines) socket.write(answer(line));
  });
}

function quiet<Server extends { on(event: "tlsClientError", listener: () => void): unknown }>(
  server: Server,
): Server {
  server.on("tlsClientError", ignore);
  return server;
}

function ignore(): void {
  // Whoever hangs up while a target speaks is done with it.
}
