import type { DnsRecordType } from "#contracts/checks/dns.ts";
import { encodeName, malformed, readName } from "./dns-name.ts";
import { readRecordData } from "./record-data.ts";

const TYPE_NUMBERS: Record<DnsRecordType, number> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  CAA: 257,
};
const TYPE_NAMES = new Map(Object.entries(TYPE_NUMBERS).map(([name, number]) => [number, name]));
const CLASS_IN = 1;
const OPT = 41;
/** What fits into an unfragmented datagram nearly everywhere (DNS flag day 2020). */
const UDP_PAYLOAD = 1232;
const MOST_RECORDS = 500;
const FLAGS = { answer: 0x8000, truncated: 0x0200, recursionDesired: 0x0100, authenticated: 0x0020 };
const RCODE_NAMES = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];

export type DnsQuestion = { id: number; name: string; type: DnsRecordType; wantsDnssec: boolean };
export type DnsRecord = {
  name: string /** Such as `MX`, or `TYPE65`. */;
  type: string;
  ttlSec: number;
  data: string;
};
export type DnsAnswer = {
  id: number;
  isTruncated: boolean;
  /** The resolver says that it has validated the answer (AD, RFC 4035 §3.2.3). */
  isAuthenticated: boolean;
  rcode: string;
  question: { name: string; type: number } | null;
  records: DnsRecord[];
};

/** RFC 1035 with EDNS (RFC 6891). The AD bit asks for AD in the answer (RFC 6840 §5.7). */
export function encodeQuestion({ id, name, type, wantsDnssec }: DnsQuestion): Uint8Array {
  const flags = FLAGS.recursionDesired | FLAGS.authenticated;
  const header = [...uint16(id), ...uint16(flags), ...uint16(1), 0, 0, 0, 0, ...uint16(1)];
  const question = [...encodeName(name), ...uint16(TYPE_NUMBERS[type]), ...uint16(CLASS_IN)];
  const opt = [0, ...uint16(OPT), ...uint16(UDP_PAYLOAD), 0, 0, wantsDnssec ? 0x80 : 0, 0, 0, 0];
  return Uint8Array.from([...header, ...question, ...opt]);
}

/** Throws a Fault with outcome `protocol` when the bytes are not a DNS answer. */
export function decodeAnswer(bytes: Uint8Array): DnsAnswer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return decode(bytes, view);
  } catch (error) {
    // A count or a length that leads behind the end of the message.
    if (error instanceof RangeError) throw malformed();
    throw error;
  }
}

export function isAbout(answer: DnsAnswer, { name, type }: DnsQuestion): boolean {
  const { question } = answer;
  if (question === null) return true;
  return question.type === TYPE_NUMBERS[type] && question.name.toLowerCase() === name.toLowerCase();
}

function decode(bytes: Uint8Array, view: DataView): DnsAnswer {
  const flags = view.getUint16(2);
  if ((flags & FLAGS.answer) === 0) throw malformed();
  const questions = view.getUint16(4);
  const count = view.getUint16(6);
  view.getUint16(10);
  if (questions > 1 || count > MOST_RECORDS) throw malformed();

  let at = 12;
  let question: DnsAnswer["question"] = null;
  if (questions === 1) {
    const { name, end } = readName(bytes, at);
    question = { name, type: view.getUint16(end) };
    at = end + 4;
  }
  const isTruncated = (flags & FLAGS.truncated) !== 0;
  const records = isTruncated ? [] : readRecords({ bytes, view, at, count });
  return {
    id: view.getUint16(0),
    isTruncated,
    isAuthenticated: (flags & FLAGS.authenticated) !== 0,
    rcode: RCODE_NAMES[flags & 0x0f] ?? `RCODE${flags & 0x0f}`,
    question,
    records,
  };
}

type Section = { bytes: Uint8Array; view: DataView; at: number; count: number };

function readRecords({ bytes, view, at, count }: Section): DnsRecord[] {
  const records: DnsRecord[] = [];
  let from = at;
  for (let left = count; left > 0; left -= 1) {
    const { name, end } = readName(bytes, from);
    const number = view.getUint16(end);
    const ttlSec = view.getInt32(end + 4);
    const length = view.getUint16(end + 8);
    const start = end + 10;
    from = start + length;
    if (from > bytes.length) throw malformed();
    const type = TYPE_NAMES.get(number) ?? `TYPE${number}`;
    // RFC 2181 §8: a TTL with the highest bit set counts as zero.
    records.push({
      name,
      type,
      ttlSec: Math.max(0, ttlSec),
      data: readRecordData({ bytes, view, start, length, type }),
    });
  }
  return records;
}

function uint16(value: number): [number, number] {
  return [(value >> 8) & 0xff, value & 0xff];
}
