import * as z from "zod";
import {
  type JobSource,
  MAX_ENTRIES_PER_CALL,
  type ResultTarget,
  StreamCounts,
  StreamEntries,
  StreamEntryId,
  StreamValue,
} from "#contracts/probe-stream.ts";
import { type ProbeStream, StreamError, type StreamMessage } from "#contracts/stream.ts";
import { PROBE_GROUP } from "#contracts/stream-keys.ts";
import { ProbeRpcError } from "#probes/core/ports.ts";
import { postToApp } from "./post-to-app.ts";
import { readData } from "./read-reply.ts";

const CALL_TIMEOUT_MS = 15_000;
/** While a probe has no room for scheduled checks, it looks for urgent ones and for room in turn. */
const CROWDED_WAIT_MS = 500;

export type RpcStreamOptions = {
  url: string;
  token: string;
  /** The longest that a read waits at the app for something new. 0: it answers at once. */
  waitMs: number;
  /** Ends a read that waits. */
  signal?: AbortSignal;
};

/** A probe's streams through the app, for agents without Redis. Rejects with StreamError, like every other one. */
export function createRpcStream(options: RpcStreamOptions): ProbeStream {
  const call = <Reply>(name: string, input: unknown, reply: z.ZodType<Reply>) =>
    ask(options, { name, input, reply, timeoutMs: CALL_TIMEOUT_MS });

  return {
    readNew: async (streams, { group, consumer, count }) => {
      requireGroup(group);
      const sources = streams.map(sourceOf);
      const waitMs = streams.length > 1 ? options.waitMs : Math.min(options.waitMs, CROWDED_WAIT_MS);
      const input = { streams: sources, consumer, count, waitMs };
      const timeoutMs = CALL_TIMEOUT_MS + waitMs;
      const found = await ask(options, { name: "readNew", input, reply: StreamEntries, timeoutMs });
      return found.map((entry) => ({ ...entry, stream: streams[sources.indexOf(entry.stream)] ?? "" }));
    },
    readPending: async (stream, { group, ...reader }) => {
      requireGroup(group);
      return withKey(
        stream,
        await call("readPending", { ...reader, stream: sourceOf(stream) }, StreamEntries),
      );
    },
    claimIdle: async (stream, { group, ...reader }) => {
      requireGroup(group);
      return withKey(stream, await call("claimIdle", { ...reader, stream: sourceOf(stream) }, StreamEntries));
    },
    deliveries: async (stream, { group, ...reader }) => {
      requireGroup(group);
      return new Map(await call("deliveries", { ...reader, stream: sourceOf(stream) }, StreamCounts));
    },
    acknowledge: async (stream, group, ids) => {
      requireGroup(group);
      for (let at = 0; at < ids.length; at += MAX_ENTRIES_PER_CALL) {
        const part = ids.slice(at, at + MAX_ENTRIES_PER_CALL);
        await call("acknowledge", { stream: sourceOf(stream), ids: part }, Anything);
      }
    },
    ensureGroup: async (stream, group) => {
      requireGroup(group);
      await call("ensureGroup", { stream: sourceOf(stream) }, Anything);
    },
    add: async (stream, payload) => {
      const { id } = await call("add", { stream: targetOf(stream), payload }, StreamEntryId);
      return id;
    },
    getValue: async (key) => (await call("getValue", { key }, StreamValue)).value,
    setValue: async (key, value) => {
      await call("setValue", { key, value }, Anything);
    },
  };
}

const Anything = z.unknown();

type Question<Reply> = { name: string; input: unknown; reply: z.ZodType<Reply>; timeoutMs: number };

async function ask<Reply>(
  { url, token, signal }: RpcStreamOptions,
  { name, input, reply, timeoutMs }: Question<Reply>,
): Promise<Reply> {
  const path = `stream.${name}`;
  const limits = { timeoutMs, ...(signal && name === "readNew" && { signal }) };
  let answer: unknown;
  try {
    answer = await postToApp({ url, token }, { path, body: JSON.stringify(input) }, limits);
  } catch (cause) {
    if (!(cause instanceof ProbeRpcError)) throw cause;
    const kind = cause.status === 412 ? "no_group" : "unavailable";
    throw new StreamError(kind, `The app did not give ${path}: ${cause.message}`, { cause });
  }
  const data = reply.safeParse(readData(answer));
  if (data.success) return data.data;
  throw new StreamError("unavailable", `The app's answer to ${path} is not understood.`);
}

/** `checks:berlin` → `checks`: which region it is, the app knows by the token. */
function sourceOf(key: string): JobSource {
  const name = key.split(":", 1)[0];
  if (name === "urgent" || name === "checks") return name;
  throw new StreamError("unavailable", `An agent reads no stream ${key}.`);
}

function targetOf(key: string): ResultTarget {
  const name = key.split(":", 1)[0];
  if (name === "results" || name === "dead") return name;
  throw new StreamError("unavailable", `An agent writes to no stream ${key}.`);
}

function requireGroup(group: string): void {
  if (group !== PROBE_GROUP) throw new StreamError("no_group", `An agent has no group ${group}.`);
}

function withKey(stream: string, entries: z.infer<typeof StreamEntries>): StreamMessage[] {
  return entries.map((entry) => ({ ...entry, stream }));
}
