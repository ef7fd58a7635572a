import { type JobStream, StreamError, type StreamMessage } from "#contracts/stream.ts";
import { ENTRY_FIELD } from "#contracts/stream-keys.ts";
import type { AddResult, RedisReply, RedisWire } from "./redis-wire.ts";

/** Upstash takes 1 MB per request on its smallest plan. */
const MAX_REQUEST_BYTES = 1_000_000;
const BYTES_PER_COMMAND = 200;
const ID_TOO_SMALL = "equal or smaller than the target stream top item";
const REPEATABLE = { repeatable: true };
/** A reply that was lost leaves the entries pending: the caller finds them by `readPending`, not by another try. */
const ONCE = { repeatable: false };

/** The meaning of every JobStream command, over any wire that carries Redis commands. */
export function createJobStream(wire: RedisWire): JobStream {
  return {
    addAt: (stream, entries) => addAt(wire, stream, entries),
    // A second copy after a lost reply is harmless: ticks are unique per slot.
    add: async (stream, payload) =>
      String(await wire.call(["XADD", stream, "*", ENTRY_FIELD, payload], REPEATABLE)),
    ensureGroup: (stream, group) => ensureGroup(wire, stream, group),
    readNew: async (streams, { group, consumer, count }) => {
      const ids = streams.map(() => ">");
      return toMessages(
        await wire.call(
          ["XREADGROUP", "GROUP", group, consumer, "COUNT", String(count), "STREAMS", ...streams, ...ids],
          ONCE,
        ),
      );
    },
    readPending: async (stream, { group, consumer, count, after }) =>
      toMessages(
        await wire.call(
          ["XREADGROUP", "GROUP", group, consumer, "COUNT", String(count), "STREAMS", stream, after],
          REPEATABLE,
        ),
      ),
    claimIdle: (stream, reader) => claimIdle(wire, stream, reader),
    deliveries: async (stream, { group, consumer, count }) => {
      const command = ["XPENDING", stream, group, "-", "+", String(count), consumer] as const;
      return new Map(asList(await wire.call(command, REPEATABLE)).map(toDelivery));
    },
    acknowledge: async (stream, group, ids) => {
      if (ids.length > 0) await wire.acknowledge(stream, group, ids);
    },
    length: async (stream) => Number(await wire.call(["XLEN", stream], REPEATABLE)),
    describe: (stream, group) => describe(wire, stream, group),
    getValue: async (key) => {
      const value = await wire.call(["GET", key], REPEATABLE);
      return value === null ? null : String(value);
    },
    setValue: async (key, value) => {
      await wire.call(["SET", key, value], REPEATABLE);
    },
    info: async () => String(await wire.call(["INFO"], ONCE)),
    acquireLease: async (key, token, ttlMs) =>
      (await wire.call(["SET", key, token, "NX", "PX", String(ttlMs)], ONCE)) === "OK",
  };
}

/** In transactions, so that a failure in the middle never leaves a hole that later ids make impossible to fill. */
async function addAt(
  wire: RedisWire,
  stream: string,
  entries: readonly { id: string; payload: string }[],
): Promise<number> {
  let added = 0;
  for (const part of splitBySize(entries)) {
    for (const result of await wire.addAll(stream, part)) added += countAdded(result);
  }
  return added;
}

function countAdded(result: AddResult): 0 | 1 {
  if ("id" in result) return 1;
  if (result.error.includes(ID_TOO_SMALL)) return 0;
  throw new StreamError("unavailable", `Redis refused XADD: ${result.error}`);
}

async function ensureGroup(wire: RedisWire, stream: string, group: string): Promise<void> {
  try {
    await wire.call(["XGROUP", "CREATE", stream, group, "0", "MKSTREAM"], REPEATABLE);
  } catch (error) {
    if (!(error instanceof StreamError) || !error.message.includes("BUSYGROUP")) throw error;
  }
}

async function claimIdle(
  wire: RedisWire,
  stream: string,
  reader: { group: string; consumer: string; minIdleMs: number; count: number },
): Promise<StreamMessage[]> {
  const { group, consumer, minIdleMs, count } = reader;
  const claimed: StreamMessage[] = [];
  let cursor = "0-0";
  do {
    // Redis looks at 10 × COUNT pending entries per page, so an empty page is not the end: only 0-0 is.
    const page = asList(
      await wire.call(
        ["XAUTOCLAIM", stream, group, consumer, String(minIdleMs), cursor, "COUNT", String(count)],
        ONCE,
      ),
    );
    cursor = String(page[0] ?? "0-0");
    claimed.push(...entriesOf(stream, page[1]));
  } while (cursor !== "0-0");
  return claimed;
}

async function describe(wire: RedisWire, stream: string, group: string) {
  const [length, groups] = await Promise.all([
    wire.call(["XLEN", stream], REPEATABLE),
    wire.call(["XINFO", "GROUPS", stream], REPEATABLE).catch(emptyWhenMissing),
  ]);
  const found = asList(groups)
    .map(toRecord)
    .find((record) => record.get("name") === group);
  if (!found) return { length: Number(length), pending: 0, lag: length === 0 ? 0 : null };
  const lag = found.get("lag") ?? null;
  return {
    length: Number(length),
    pending: Number(found.get("pending")),
    lag: lag === null ? null : Number(lag),
  };
}

function emptyWhenMissing(error: unknown): RedisReply {
  if (error instanceof StreamError && error.message.includes("no such key")) return [];
  throw error;
}

/** XREADGROUP answers null when no stream has anything, else [stream, entries] per stream. */
function toMessages(reply: RedisReply): StreamMessage[] {
  return asList(reply).flatMap((item) => {
    const [stream, entries] = asList(item);
    return entriesOf(String(stream), entries);
  });
}

/** Entries that were deleted while they were pending have no fields and are left out. */
function entriesOf(stream: string, reply: RedisReply | undefined): StreamMessage[] {
  return asList(reply).flatMap((entry) => {
    const [id, fields] = asList(entry);
    if (!Array.isArray(fields)) return [];
    // An entry without our field is handed on as an empty payload, which no consumer can mistake for a job.
    return [{ stream, id: String(id), payload: String(toRecord(fields).get(ENTRY_FIELD) ?? "") }];
  });
}

function toDelivery(item: RedisReply): [string, number] {
  const [id, , , deliveries] = asList(item);
  return [String(id), Number(deliveries)];
}

function toRecord(reply: RedisReply): Map<string, RedisReply> {
  const flat = asList(reply);
  const record = new Map<string, RedisReply>();
  for (let at = 0; at + 1 < flat.length; at += 2) record.set(String(flat[at]), flat[at + 1] ?? null);
  return record;
}

function asList(reply: RedisReply | undefined): RedisReply[] {
  return Array.isArray(reply) ? reply : [];
}

function splitBySize<Entry extends { payload: string }>(entries: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = [];
  let part: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    // Three bytes per UTF-16 unit is the most that JSON text can take in a UTF-8 body.
    const size = entry.payload.length * 3 + BYTES_PER_COMMAND;
    if (part.length > 0 && bytes + size > MAX_REQUEST_BYTES) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(entry);
    bytes += size;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
