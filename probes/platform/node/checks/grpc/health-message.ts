import { Fault } from "#probes/core/fault.ts";

/** grpc.health.v1.HealthCheckResponse.ServingStatus. */
const SERVING_STATUSES = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];
const MOST_MESSAGE_BYTES = 65_536;
const WIRE_TYPE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 };

/** A HealthCheckRequest, `string service = 1`, in the frame of gRPC: no compression, then the length. */
export function encodeHealthRequest(service: string): Buffer {
  const name = Buffer.from(service, "utf8");
  const message =
    name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a, ...varint(name.length)]), name]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** The status in words; an empty message is UNKNOWN. Throws a Fault `protocol`. */
export function decodeHealthResponse(body: Buffer): string {
  if (body.length < 5 || body[0] !== 0) throw malformed();
  const length = body.readUInt32BE(1);
  if (length > MOST_MESSAGE_BYTES || body.length < 5 + length) throw malformed();
  const number = readStatus(body.subarray(5, 5 + length));
  return SERVING_STATUSES[number] ?? `status ${number}`;
}

/** Skips fields of later versions, as protobuf asks. */
function readStatus(message: Buffer): number {
  let at = 0;
  let status = 0;
  while (at < message.length) {
    const key = readVarint(message, at);
    at = key.end;
    const type = key.value & 7;
    if (type === WIRE_TYPE.varint) {
      const { value, end } = readVarint(message, at);
      if (key.value >> 3 === 1) status = value;
      at = end;
    } else if (type === WIRE_TYPE.bytes) {
      const { value, end } = readVarint(message, at);
      at = end + value;
    } else if (type === WIRE_TYPE.fixed64) at += 8;
    else if (type === WIRE_TYPE.fixed32) at += 4;
    else throw malformed();
  }
  if (at > message.length) throw malformed();
  return status;
}

function readVarint(message: Buffer, from: number): { value: number; end: number } {
  let value = 0;
  for (let at = from; at < from + 5; at += 1) {
    const byte = message[at];
    if (byte === undefined) throw malformed();
    value += (byte & 0x7f) * 2 ** (7 * (at - from));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw malformed();
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(Math.floor(value / 0x80))];
}

function malformed(): Fault {
  return new Fault("protocol", "The answer is not a message of gRPC's health protocol.");
}
