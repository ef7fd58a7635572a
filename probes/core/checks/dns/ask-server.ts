import type { TlsOptions } from "#contracts/checks/check-fields.ts";
import type { DnsResolver } from "#contracts/checks/dns.ts";
import { Deadline } from "../../deadline.ts";
import { Fault } from "../../fault.ts";
import type { Ask, Dial } from "../../wire.ts";
import type { WebTrip } from "../web-fetch.ts";
import { WireReader } from "../wire-reader.ts";
import { type DnsAnswer, type DnsQuestion, decodeAnswer, encodeQuestion, isAbout } from "./dns-message.ts";

const UDP_ATTEMPTS = 3;
const VERIFIED: TlsOptions = {
  verify: true,
  minVersion: "1.2",
  serverName: null,
  ca: null,
  clientCertificate: null,
};

export type DnsServer = Omit<Extract<DnsResolver, { type: "server" }>, "type">;
export type DnsSockets = { dial: Dial; ask: Ask };

/** Datagrams get lost, so a question by UDP is asked up to three times; what is cut off is asked for again by TCP. */
export async function askServer(
  sockets: DnsSockets,
  { server, question }: { server: DnsServer; question: DnsQuestion },
  trip: WebTrip,
): Promise<DnsAnswer> {
  if (server.transport !== "udp") return askByStream(sockets.dial, { server, question }, trip);
  const answer = await askByDatagram(sockets.ask, { server, question }, trip);
  return answer.isTruncated ? askByStream(sockets.dial, { server, question }, trip) : answer;
}

type Asked = { server: DnsServer; question: DnsQuestion };

async function askByDatagram(ask: Ask, asked: Asked, { record, deadline }: WebTrip): Promise<DnsAnswer> {
  for (let left = UDP_ATTEMPTS; ; left -= 1) {
    const share = new Deadline(deadline.leftMs / left);
    try {
      const { host, port } = asked.server;
      const datagram = encodeQuestion(asked.question);
      const bytes = await ask({ host, port, ipFamily: "any", datagram }, record, share);
      return accept(bytes, asked.question);
    } catch (error) {
      if (left <= 1 || !(error instanceof Fault) || error.outcome !== "timeout") throw error;
    } finally {
      share.clear();
    }
  }
}

/** RFC 7766 and RFC 7858: a message goes after its length. */
async function askByStream(dial: Dial, asked: Asked, { record, deadline }: WebTrip): Promise<DnsAnswer> {
  const { host, port, transport } = asked.server;
  const tls = transport === "tls" ? VERIFIED : null;
  const wire = await dial({ host, port, ipFamily: "any", tls }, record, deadline);
  try {
    const message = encodeQuestion(asked.question);
    await wire.write(Uint8Array.from([message.length >> 8, message.length & 0xff, ...message]));
    const reader = new WireReader(wire);
    const [high = 0, low = 0] = await reader.readExactly(2);
    return accept(await reader.readExactly(high * 256 + low), asked.question);
  } finally {
    wire.close();
  }
}

function accept(bytes: Uint8Array, question: DnsQuestion): DnsAnswer {
  const answer = decodeAnswer(bytes);
  if (answer.id === question.id && isAbout(answer, question)) return answer;
  throw new Fault("protocol", "The answer belongs to another question.");
}
