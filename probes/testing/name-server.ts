import { createSocket, type RemoteInfo } from "node:dgram";
import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import packet, { type Answer, type Packet } from "dns-packet";
import { listen } from "./socket-targets.ts";

export type Zone = (question: { name: string; type: string }, asked: Packet) => Packet;
export type NameServer = {
  port: number;
  questions: { name: string; type: string; transport: string }[];
  close: () => void;
};
type TlsIdentity = { cert: string; key: string };

/** A name server by dns-packet. `udp` may change or drop (null) what goes out as a datagram. */
export async function startNameServer(
  zone: Zone,
  { udp = (bytes) => bytes }: { udp?: (bytes: Buffer, asked: Packet) => Buffer | null } = {},
): Promise<NameServer> {
  const questions: NameServer["questions"] = [];
  const port = await listen(createServer((socket) => converse(socket, (asked) => answer(asked, "tcp"))));
  const datagrams = createSocket("udp4");
  datagrams.on("message", (bytes: Buffer, from: RemoteInfo) => {
    const asked = packet.decode(bytes);
    const sent = udp(answer(asked, "udp"), asked);
    if (sent !== null) datagrams.send(sent, from.port, from.address);
  });
  await new Promise<void>((done) => datagrams.bind(port, "127.0.0.1", done));
  return { port, questions, close: () => datagrams.close() };

  function answer(asked: Packet, transport: string): Buffer {
    const [question] = asked.questions ?? [];
    if (!question) throw new Error("a question without a question");
    questions.push({ ...question, transport });
    return encodeAnswer(zone, asked);
  }
}

/** DNS over TLS (RFC 7858). */
export function startSecureNameServer(zone: Zone, identity: TlsIdentity): Promise<number> {
  const server = createTlsServer(identity, (socket) =>
    converse(socket, (asked) => encodeAnswer(zone, asked)),
  );
  server.on("tlsClientError", () => undefined);
  return listen(server);
}

export function encodeAnswer(zone: Zone, asked: Packet): Buffer {
  const [question] = asked.questions ?? [];
  if (!question) throw new Error("a question without a question");
  const said = zone({ name: question.name, type: question.type }, asked);
  const flags = (said.flags ?? 0) | packet.RECURSION_DESIRED;
  return packet.encode({ type: "response", id: asked.id, questions: [question], ...said, flags });
}

export function answers(...list: Answer[]): Packet {
  return { answers: list };
}

function converse(socket: Socket, answer: (asked: Packet) => Buffer): void {
  let seen = Buffer.alloc(0);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    seen = Buffer.concat([seen, chunk]);
    if (seen.length < 2 || seen.length < 2 + seen.readUInt16BE(0)) return;
    const bytes = answer(packet.decode(seen.subarray(2)));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    socket.write(Buffer.concat([length, bytes]));
  });
}
