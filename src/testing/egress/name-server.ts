import { createSocket } from "node:dgram";
import dnsPacket from "dns-packet";

/** One resource record's answer: an address, `CNAME name`, or what a broken server does. */
export type Zone = Record<string, readonly (readonly string[])[]>;

const SILENT = "SILENT";
const BROKEN = "SERVFAIL";

/**
 * Answers for the names of `zone`, each question with the next of the lists of that name; the last one stays. Other names
 * do not exist. `SILENT` never answers, `SERVFAIL` fails.
 */
export async function startNameServer(address: string, zone: Zone): Promise<{ stop: () => void }> {
  const asked = new Map<string, number>();
  const socket = createSocket("udp4");
  socket.on("message", (message, peer) => {
    const query = dnsPacket.decode(message);
    for (const question of query.questions ?? []) {
      const turn = asked.get(keyOf(question)) ?? 0;
      asked.set(keyOf(question), turn + 1);
      const answer = answerTo(zone, question, turn);
      if (answer === null) return;
      socket.send(dnsPacket.encode({ ...answer, id: query.id ?? 0 }), peer.port, peer.address);
    }
  });
  await new Promise<void>((bound) => socket.bind(53, address, bound));
  return { stop: () => socket.close() };
}

/** Both families of one look-up are one turn. */
function keyOf({ name, type }: dnsPacket.Question): string {
  return `${name.toLowerCase()} ${type}`;
}

const SERVER_FAILURE = 2;
const NO_SUCH_NAME = 3;

function answerTo(zone: Zone, question: dnsPacket.Question, turn: number): dnsPacket.Packet | null {
  const name = question.name.toLowerCase();
  const turns = zone[name];
  const records = turns?.[Math.min(turn, turns.length - 1)];
  if (records?.includes(SILENT)) return null;
  const isBroken = records?.includes(BROKEN) === true;
  const code = isBroken ? SERVER_FAILURE : records === undefined ? NO_SUCH_NAME : 0;
  const asked = { name, type: question.type, records: records ?? [] };
  return {
    type: "response",
    flags: dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | code,
    questions: [question],
    answers: isBroken ? [] : answersOf(zone, asked),
  };
}

type Asked = { name: string; type: string; records: readonly string[] };

function answersOf(zone: Zone, { name, type, records }: Asked, depth = 0): dnsPacket.Answer[] {
  return records.flatMap((record): dnsPacket.Answer[] => {
    if (record.startsWith("CNAME ")) {
      const data = record.slice("CNAME ".length);
      const next = zone[data]?.[0] ?? [];
      const rest = depth >= 16 ? [] : answersOf(zone, { name: data, type, records: next }, depth + 1);
      return [{ type: "CNAME", name, ttl: 0, data }, ...rest];
    }
    const family = record.includes(":") ? "AAAA" : "A";
    return family === type ? [{ type: family, name, ttl: 0, data: record }] : [];
  });
}
