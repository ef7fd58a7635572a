import { CommandError, invalidStreamId } from "./command-error.ts";

/** Both halves are safe integers, or Infinity in the greatest id `+`. */
export type StreamId = { readonly ms: number; readonly seq: number };

export const ZERO_ID: StreamId = { ms: 0, seq: 0 };
const GREATEST_ID: StreamId = { ms: Number.POSITIVE_INFINITY, seq: Number.POSITIVE_INFINITY };

export const formatId = (id: StreamId) => `${id.ms}-${id.seq}`;

export function compareIds(left: StreamId, right: StreamId): number {
  if (left.ms !== right.ms) return left.ms < right.ms ? -1 : 1;
  if (left.seq !== right.seq) return left.seq < right.seq ? -1 : 1;
  return 0;
}

export const isZero = (id: StreamId) => id.ms === 0 && id.seq === 0;

export function parseId(text: string, missingSeq = 0): StreamId {
  const dash = text.indexOf("-");
  if (dash === -1) return { ms: parseHalf(text), seq: missingSeq };
  return { ms: parseHalf(text.slice(0, dash)), seq: parseHalf(text.slice(dash + 1)) };
}

/** A bound of a range: `-`, `+`, an id without its second half, or `(` for an open end. */
export function parseBound(text: string, side: "start" | "end"): StreamId {
  if (text === "-") return ZERO_ID;
  if (text === "+") return GREATEST_ID;
  if (!text.startsWith("(")) return parseId(text, side === "start" ? 0 : Number.POSITIVE_INFINITY);
  const id = parseId(text.slice(1), side === "start" ? 0 : Number.POSITIVE_INFINITY);
  return side === "start" ? nextId(id) : previousId(id);
}

export const nextId = (id: StreamId): StreamId => ({ ms: id.ms, seq: id.seq + 1 });

function previousId(id: StreamId): StreamId {
  if (isZero(id)) throw new CommandError("ERR invalid end ID for the interval");
  if (id.seq > 0) return { ms: id.ms, seq: id.seq - 1 };
  return { ms: id.ms - 1, seq: Number.POSITIVE_INFINITY };
}

function parseHalf(text: string): number {
  if (!/^\d{1,16}$/.test(text)) throw invalidStreamId();
  const half = Number(text);
  if (!Number.isSafeInteger(half)) throw invalidStreamId();
  return half;
}
