/** The few DER encodings that a certificate needs (X.690). */
const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x18,
  boolean: 0x01,
};

export function derSequence(...items: Buffer[]): Buffer {
  return derTagged(0x30, Buffer.concat(items));
}

export function derSet(...items: Buffer[]): Buffer {
  return derTagged(0x31, Buffer.concat(items));
}

export function derInteger(value: Buffer): Buffer {
  const first = value[0] ?? 0;
  return derTagged(TAG.integer, first >= 0x80 ? Buffer.concat([Buffer.of(0), value]) : value);
}

export function derBoolean(value: boolean): Buffer {
  return derTagged(TAG.boolean, Buffer.of(value ? 0xff : 0));
}

export function derOctets(value: Buffer): Buffer {
  return derTagged(TAG.octetString, value);
}

export function derBits(value: Buffer): Buffer {
  return derTagged(TAG.bitString, Buffer.concat([Buffer.of(0), value]));
}

export function derText(value: string): Buffer {
  return derTagged(TAG.utf8, Buffer.from(value, "utf8"));
}

/** GeneralizedTime in whole seconds, UTC. */
export function derTime(value: Date): Buffer {
  const digits = value.toISOString().replace(/[-:T]/g, "").slice(0, 14);
  return derTagged(TAG.time, Buffer.from(`${digits}Z`, "latin1"));
}

export function derOid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return derTagged(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

export function derTagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

function base128(value: number): number[] {
  const groups = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
  return groups;
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const bytes: number[] = [];
  for (let left = length; left > 0; left >>>= 8) bytes.unshift(left & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}
