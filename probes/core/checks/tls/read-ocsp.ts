export type OcspAnswer = {
  status: "good" | "revoked" | "unknown";
  /** Epoch ms; null when the certificate is not revoked. */
  revokedAt: number | null;
  /** Epoch ms until which the answer may be used; null: it does not say. */
  usableUntil: number | null;
};

type Element = { tag: number; content: Uint8Array };

const TAG = { enumerated: 0x0a, octets: 0x04, sequence: 0x30, time: 0x18, context0: 0xa0 };
const STATUS_OF_TAG: Record<number, OcspAnswer["status"]> = { 128: "good", 161: "revoked", 130: "unknown" };

/**
 * The first answer of an OCSP response in DER (RFC 6960 §4.2.1), null when it holds none. The signature is not checked:
 * a server that staples another's answer harms nobody but itself.
 */
export function readOcsp(der: Uint8Array): OcspAnswer | null {
  const [status, wrapped] = childrenOf(childrenOf(der)[0]);
  if (status?.tag !== TAG.enumerated || status.content[0] !== 0) return null;
  const [, response] = childrenOf(childrenOf(wrapped)[0]);
  if (response?.tag !== TAG.octets) return null;
  const [data] = childrenOf(childrenOf(response.content)[0]);
  // Version, the answerer and the time come first; of these only the list of answers is a plain sequence.
  const answers = childrenOf(data).find(({ tag }) => tag === TAG.sequence);
  const [, certificateStatus, , next] = childrenOf(childrenOf(answers)[0]);
  const found = STATUS_OF_TAG[certificateStatus?.tag ?? 0];
  if (found === undefined) return null;
  return {
    status: found,
    revokedAt: found === "revoked" ? timeOf(childrenOf(certificateStatus)[0]) : null,
    usableUntil: next?.tag === TAG.context0 ? timeOf(childrenOf(next)[0]) : null,
  };
}

/** What is cut off or no DER has no further elements. */
function childrenOf(parent: Element | Uint8Array | undefined): Element[] {
  if (parent === undefined) return [];
  const bytes = parent instanceof Uint8Array ? parent : parent.content;
  const children: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = readLength(bytes, at + 1);
    if (head === null || head.from + head.length > bytes.length) break;
    children.push({ tag: bytes[at] ?? 0, content: bytes.subarray(head.from, head.from + head.length) });
    at = head.from + head.length;
  }
  return children;
}

function readLength(bytes: Uint8Array, at: number): { length: number; from: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 0x80) return { length: first, from: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 3 || at + count >= bytes.length) return null;
  let length = 0;
  for (const byte of bytes.subarray(at + 1, at + 1 + count)) length = length * 256 + byte;
  return { length, from: at + 1 + count };
}

/** GeneralizedTime as RFC 5280 has it: `20261121120000Z`. */
function timeOf(element: Element | undefined): number | null {
  if (element?.tag !== TAG.time) return null;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(String.fromCharCode(...element.content));
  if (!parts) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
