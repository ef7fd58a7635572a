import { performance } from "node:perf_hooks";

const FIRST_CAPACITY = 1 << 20;
const HEADER_BYTES = 8;

/** Who asked and when, in typed arrays: appending costs no allocation, so logging does not disturb what is timed. */
export type ArrivalLog = { count: number; ids: Int32Array; atUs: Float64Array };

export function emptyArrivalLog(): ArrivalLog {
  return { count: 0, ids: new Int32Array(FIRST_CAPACITY), atUs: new Float64Array(FIRST_CAPACITY) };
}

export function appendArrival(log: ArrivalLog, id: number): void {
  if (log.count === log.ids.length) grow(log);
  log.ids[log.count] = id;
  log.atUs[log.count] = (performance.timeOrigin + performance.now()) * 1000;
  log.count += 1;
}

/** Layout, little endian: uint32 count, uint32 zero, count float64 (epoch µs), count int32 (ids). */
export function encodeArrivalLog(log: ArrivalLog): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(log.count, 0);
  const times = Buffer.from(log.atUs.buffer, 0, log.count * 8);
  const ids = Buffer.from(log.ids.buffer, 0, log.count * 4);
  return Buffer.concat([header, times, ids]);
}

function grow(log: ArrivalLog): void {
  const ids = new Int32Array(log.ids.length * 2);
  const atUs = new Float64Array(log.atUs.length * 2);
  ids.set(log.ids);
  atUs.set(log.atUs);
  log.ids = ids;
  log.atUs = atUs;
}
