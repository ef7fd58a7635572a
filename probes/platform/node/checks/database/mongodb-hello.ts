import { Fault } from "#probes/core/fault.ts";

const OP_MSG = 2013;
const TYPE = { double: 1, text: 2, document: 3, list: 4, bool: 8, int32: 16 };
/** Bytes of the types whose length is fixed: ObjectId, bool, date, null, int32, timestamp, int64, decimal. */
const FIXED: Record<number, number> = { 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16 };

/** `{ hello: 1, $db: "admin" }` as OP_MSG, which every server since 3.6 takes. */
export function writeHello(): Buffer {
  const fields = Buffer.concat([
    Buffer.from("\x10hello\0"),
    int32(1),
    Buffer.from("\x02$db\0"),
    int32("admin\0".length),
    Buffer.from("admin\0"),
  ]);
  const document = Buffer.concat([int32(fields.length + 5), fields, Buffer.from([0])]);
  const body = Buffer.concat([int32(0), Buffer.from([0]), document]);
  return Buffer.concat([int32(16 + body.length), int32(1), int32(0), int32(OP_MSG), body]);
}

export type HelloFields = { ok?: unknown; errmsg?: unknown; isWritablePrimary?: unknown };

/** The reply behind its length; numbers, texts and truths of the topmost level. Throws a Fault `protocol`. */
export function readHello(message: Buffer): HelloFields {
  try {
    if (message.readInt32LE(8) !== OP_MSG || message[16] !== 0) throw malformed();
    return readDocument(message, 17);
  } catch (error) {
    // A length that leads behind the end.
    if (error instanceof RangeError) throw malformed();
    throw error;
  }
}

function readDocument(message: Buffer, from: number): HelloFields {
  const end = from + message.readInt32LE(from) - 1;
  const fields: Record<string, unknown> = {};
  let at = from + 4;
  while (at < end) {
    const type = message.readUInt8(at);
    const nameEnd = message.indexOf(0, at + 1);
    if (nameEnd === -1) throw malformed();
    const name = message.toString("utf8", at + 1, nameEnd);
    at = nameEnd + 1;
    if (type === TYPE.double) fields[name] = message.readDoubleLE(at);
    else if (type === TYPE.int32) fields[name] = message.readInt32LE(at);
    else if (type === TYPE.bool) fields[name] = message.readUInt8(at) === 1;
    else if (type === TYPE.text)
      fields[name] = message.toString("utf8", at + 4, at + 3 + message.readInt32LE(at));
    at += sizeOf(type, message, at);
  }
  return fields;
}

function sizeOf(type: number, message: Buffer, at: number): number {
  if (type === TYPE.double) return 8;
  const length = FIXED[type];
  if (length !== undefined) return length;
  const given = message.readInt32LE(at);
  if (given < 0) throw malformed();
  if (type === TYPE.document || type === TYPE.list) return Math.max(5, given);
  if (type === TYPE.text) return given + 4;
  // Binary: a length, a subtype, the bytes.
  if (type === 5) return given + 5;
  throw malformed();
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function malformed(): Fault {
  return new Fault("protocol", "The answer is not MongoDB's protocol.");
}
