import { Fault } from "../../fault.ts";

const MOST_NAME_BYTES = 255;
const MOST_LABEL_BYTES = 63;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** The name that is asked for: an address becomes its reverse name (RFC 1035 §3.5, RFC 3596 §2.5), letters of the world Punycode. */
export function questionName(host: string, isReverse: boolean): string {
  if (isReverse && IPV4.test(host)) return `${host.split(".").reverse().join(".")}.in-addr.arpa`;
  if (isReverse && host.includes(":")) return `${nibblesOf(host).reverse().join(".")}.ip6.arpa`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything beyond ASCII is meant
  return /^[\x00-\x7f]*$/.test(host) ? host : new URL(`http://${host}/`).hostname;
}

/** Rejects with outcome `internal`: no target is at fault for a name that cannot be asked for. */
export function encodeName(name: string): number[] {
  const bytes: number[] = [];
  for (const label of name.split(".").filter((part) => part !== "")) {
    const encoded = new TextEncoder().encode(label);
    if (encoded.length > MOST_LABEL_BYTES) throw new Fault("internal", `${label} is too long for a label.`);
    bytes.push(encoded.length, ...encoded);
  }
  bytes.push(0);
  if (bytes.length > MOST_NAME_BYTES) throw new Fault("internal", "The name is too long for DNS.");
  return bytes;
}

/** Reads a name with its compression pointers (RFC 1035 §4.1.4), which only ever lead back, so that none leads in a circle. */
export function readName(message: Uint8Array, from: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = from;
  let end: number | null = null;
  let total = 0;
  for (;;) {
    const length = byteAt(message, at);
    if (length === 0) return { name: labels.join("."), end: end ?? at + 1 };
    if (length >= 0xc0) {
      const target = ((length & 0x3f) << 8) | byteAt(message, at + 1);
      if (target >= at) throw malformed();
      end ??= at + 2;
      at = target;
      continue;
    }
    if (length > MOST_LABEL_BYTES || at + 1 + length > message.length) throw malformed();
    total += length + 1;
    if (total > MOST_NAME_BYTES) throw malformed();
    labels.push(labelText(message.subarray(at + 1, at + 1 + length)));
    at += length + 1;
  }
}

export function malformed(): Fault {
  return new Fault("protocol", "The answer is not a DNS message.");
}

function byteAt(message: Uint8Array, at: number): number {
  const byte = message[at];
  if (byte === undefined) throw malformed();
  return byte;
}

/** As a zone file writes it: a dot inside of a label and what cannot be printed is escaped. */
function labelText(label: Uint8Array): string {
  let text = "";
  for (const byte of label) {
    if (byte === 0x2e || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else if (byte > 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\${String(byte).padStart(3, "0")}`;
  }
  return text;
}

function nibblesOf(host: string): string[] {
  // The URL parser writes an embedded IPv4 address in hex, too.
  const plain = new URL(`http://[${host}]/`).hostname.slice(1, -1);
  const [head = "", tail] = plain.split("::");
  const groups = (text: string) => text.split(":").filter((group) => group !== "");
  const front = groups(head);
  const back = groups(tail ?? "");
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => "0");
  return [...front, ...zeros, ...back].flatMap((group) => [...group.padStart(4, "0")]);
}
