import { malformed, readName } from "./dns-name.ts";

export type RecordData = { bytes: Uint8Array; view: DataView; start: number; length: number; type: string };

/** A record's data as a zone file writes it, names without the last dot, TXT without quotes. */
export function readRecordData(data: RecordData): string {
  const { bytes, view, start, length, type } = data;
  switch (type) {
    case "A":
      if (length !== 4) throw malformed();
      return bytes.subarray(start, start + 4).join(".");
    case "AAAA":
      if (length !== 16) throw malformed();
      return ipv6Text(view, start);
    case "NS":
    case "CNAME":
    case "PTR":
      return nameAt(bytes, start);
    case "MX":
      return `${view.getUint16(start)} ${nameAt(bytes, start + 2)}`;
    case "SRV":
      return `${view.getUint16(start)} ${view.getUint16(start + 2)} ${view.getUint16(start + 4)} ${nameAt(bytes, start + 6)}`;
    case "TXT":
      return strings(bytes, start, start + length);
    case "SOA":
      return soaText(bytes, view, start);
    case "CAA":
      return caaText(data);
    default:
      return `\\# ${length}`;
  }
}

function nameAt(bytes: Uint8Array, at: number): string {
  const { name } = readName(bytes, at);
  return name === "" ? "." : name;
}

function ipv6Text(view: DataView, start: number): string {
  const groups = Array.from({ length: 8 }, (_, at) => view.getUint16(start + 2 * at).toString(16));
  // The URL parser writes the shortest form (RFC 5952).
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}

function strings(bytes: Uint8Array, start: number, end: number): string {
  const parts: Uint8Array[] = [];
  for (let at = start; at < end; ) {
    const length = bytes[at] ?? 0;
    if (at + 1 + length > end) throw malformed();
    parts.push(bytes.subarray(at + 1, at + 1 + length));
    at += length + 1;
  }
  return parts.map((part) => new TextDecoder().decode(part)).join("");
}

function soaText(bytes: Uint8Array, view: DataView, start: number): string {
  const server = readName(bytes, start);
  const mailbox = readName(bytes, server.end);
  const numbers = [0, 4, 8, 12, 16].map((offset) => view.getUint32(mailbox.end + offset));
  return `${server.name} ${mailbox.name} ${numbers.join(" ")}`;
}

/** RFC 8659 §4.1. */
function caaText({ bytes, start, length }: RecordData): string {
  const tagLength = bytes[start + 1] ?? 0;
  if (length < 2 || tagLength + 2 > length) throw malformed();
  const text = new TextDecoder();
  const tag = text.decode(bytes.subarray(start + 2, start + 2 + tagLength));
  const value = text.decode(bytes.subarray(start + 2 + tagLength, start + length));
  return `${bytes[start] ?? 0} ${tag} "${value}"`;
}
