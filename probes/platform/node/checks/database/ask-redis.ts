import { WireReader } from "#probes/core/checks/wire-reader.ts";
import { Fault } from "#probes/core/fault.ts";
import type { Wire } from "#probes/core/wire.ts";
import { type DatabaseAnswer, type DatabaseTalk, openWire } from "./database-answer.ts";

const MOST_ITEMS = 10_000;
const MOST_DEPTH = 8;
const AUTH_CODES = /^(?:NOAUTH|WRONGPASS|NOPERM|ERR (?:invalid password|Client sent AUTH|AUTH ))/;
const NOT_READY = /^(?:LOADING|MASTERDOWN|BUSY|CLUSTERDOWN|ERR max number of clients)/;

type Reply = { kind: "value"; value: string | number | null | Reply[] } | { kind: "error"; message: string };

/** RESP2: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
export async function askRedis(talk: DatabaseTalk): Promise<DatabaseAnswer> {
  const { check } = talk;
  const wire = await openWire(talk, "first");
  const reader = new WireReader(wire);
  try {
    if (check.password !== null) {
      const user = check.username === "" ? [] : [check.username];
      const said = await say({ wire, reader }, ["AUTH", ...user, check.password]);
      if (said.kind === "error") throw new Fault("auth", `It refuses the sign-in: ${said.message}.`);
    }
    if (check.database !== "") expectValue(await say({ wire, reader }, ["SELECT", check.database]));
    const words = splitCommand(check.query ?? "PING");
    talk.run.transcript.sent(words.join(" "));
    const reply = await say({ wire, reader }, words);
    // Without credentials a server that asks for them is alive.
    if (
      reply.kind === "error" &&
      check.query === null &&
      check.password === null &&
      /^NOAUTH/.test(reply.message)
    ) {
      return {
        message: "It answered, and asks for a password.",
        value: null,
        rowCount: null,
        serverVersion: null,
      };
    }
    return describe(expectValue(reply), check.query !== null);
  } finally {
    wire.close();
  }
}

/** Quotes as in redis-cli: "a b" and 'a b' are one word. */
function splitCommand(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double?.replace(/\\(.)/g, "$1") ?? single ?? bare ?? "",
  );
}

async function say({ wire, reader }: { wire: Wire; reader: WireReader }, words: string[]): Promise<Reply> {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  await wire.write(`*${words.length}\r\n${parts.join("")}`);
  return readReply(reader, 0);
}

async function readReply(reader: WireReader, depth: number): Promise<Reply> {
  const line = await reader.readLine();
  const rest = line.slice(1);
  switch (line[0]) {
    case "+":
      return { kind: "value", value: rest };
    case "-":
      return { kind: "error", message: rest };
    case ":":
      return { kind: "value", value: lengthOf(rest, Number.MAX_SAFE_INTEGER) };
    case "$": {
      const length = lengthOf(rest, 1024 * 1024);
      if (length < 0) return { kind: "value", value: null };
      const bytes = await reader.readExactly(length + 2);
      return { kind: "value", value: new TextDecoder().decode(bytes.subarray(0, length)) };
    }
    case "*": {
      const count = lengthOf(rest, MOST_ITEMS);
      if (count < 0) return { kind: "value", value: null };
      if (depth >= MOST_DEPTH) throw notRedis();
      const items: Reply[] = [];
      for (let left = count; left > 0; left -= 1) items.push(await readReply(reader, depth + 1));
      return { kind: "value", value: items };
    }
    default:
      throw notRedis();
  }
}

function lengthOf(text: string, most: number): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || Math.abs(value) > most) throw notRedis();
  return value;
}

type Value = Extract<Reply, { kind: "value" }>["value"];

function expectValue(reply: Reply): Value {
  if (reply.kind === "value") return reply.value;
  const { message } = reply;
  if (AUTH_CODES.test(message)) throw new Fault("auth", `It refuses the command: ${message}.`);
  if (NOT_READY.test(message)) throw new Fault("status", `The server takes no commands now: ${message}.`);
  throw new Fault("assertion", `The command failed: ${message}.`);
}

function describe(value: Value, isAsked: boolean): DatabaseAnswer {
  const serverVersion = typeof value === "string" ? (/^redis_version:(\S+)/m.exec(value)?.[1] ?? null) : null;
  const rowCount = Array.isArray(value) ? value.length : value === null ? 0 : 1;
  const message = isAsked ? "The command was answered." : "It answered to PING.";
  return { message, value: firstOf(value), rowCount, serverVersion };
}

function firstOf(value: Value): string | number | null {
  if (!Array.isArray(value)) return value;
  const [first] = value;
  if (first === undefined) return null;
  return first.kind === "error" ? first.message : firstOf(first.value);
}

function notRedis(): Fault {
  return new Fault("protocol", "The answer is not Redis' protocol.");
}
