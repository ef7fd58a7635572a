import type { Duplex } from "node:stream";
import pg from "pg";
import { WireReader } from "#probes/core/checks/wire-reader.ts";
import { Fault, toFault } from "#probes/core/fault.ts";
import type { Wire } from "#probes/core/wire.ts";
import { wireDuplex } from "../../wire-duplex.ts";
import {
  answered,
  type DatabaseAnswer,
  type DatabaseTalk,
  openWire,
  untilDeadline,
} from "./database-answer.ts";

const SSL_REQUEST = 80_877_103;
const PROTOCOL_3 = 196_608;
const TERMINATE = Uint8Array.from([0x58, 0, 0, 0, 4]);
const MOST_MESSAGE_BYTES = 65_536;
/** Server states in which it takes nobody: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const NOT_READY = new Set(["57P01", "57P02", "57P03", "53300"]);

/** Message formats: https://www.postgresql.org/docs/current/protocol-message-formats.html */
export async function askPostgres(talk: DatabaseTalk): Promise<DatabaseAnswer> {
  const wire = await openWire(talk, "later");
  try {
    if (talk.check.secure) await agreeOnTls(wire, talk);
    return talk.check.username === ""
      ? await greet(wire)
      : await untilDeadline(talk, wire, signIn(wire, talk));
  } finally {
    wire.close();
  }
}

async function agreeOnTls(wire: Wire, { check }: DatabaseTalk): Promise<void> {
  const request = Buffer.alloc(8);
  request.writeUInt32BE(8, 0);
  request.writeUInt32BE(SSL_REQUEST, 4);
  await wire.write(request);
  const reader = new WireReader(wire);
  const [answer] = await reader.readExactly(1);
  if (reader.pending > 0) throw new Fault("protocol", "It went on in plain text after agreeing to TLS.");
  if (answer === 0x4e) throw new Fault("tls", "The server does not offer TLS.");
  if (answer !== 0x53) throw notPostgres();
  await wire.startTls(check.tls);
}

/** A server that asks for a password, or says that it will not have this user, is alive. */
async function greet(wire: Wire): Promise<DatabaseAnswer> {
  const names = Buffer.from("user\0postgres\0database\0postgres\0\0");
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + names.length, 0);
  head.writeUInt32BE(PROTOCOL_3, 4);
  await wire.write(Buffer.concat([head, names]));
  const reader = new WireReader(wire);
  const [type = 0, ...length] = await reader.readExactly(5);
  const size = Buffer.from(length).readUInt32BE() - 4;
  const letter = String.fromCharCode(type);
  if ((letter !== "R" && letter !== "E") || size < 0 || size > MOST_MESSAGE_BYTES) throw notPostgres();
  const body = Buffer.from(await reader.readExactly(size));
  if (letter === "E") {
    const code = fieldOf(body, "C");
    if (code === null) throw notPostgres();
    if (NOT_READY.has(code)) throw notReady(fieldOf(body, "M") ?? code);
  }
  await wire.write(TERMINATE);
  return { message: "It answered as Postgres does.", value: null, rowCount: null, serverVersion: null };
}

function fieldOf(body: Buffer, letter: string): string | null {
  const field = body
    .toString("utf8")
    .split("\0")
    .find((text) => text.startsWith(letter));
  return field === undefined ? null : field.slice(1);
}

async function signIn(wire: Wire, talk: DatabaseTalk): Promise<DatabaseAnswer> {
  const { check } = talk;
  const client = new pg.Client({
    user: check.username,
    // A function: for an empty text pg would look into the probe's own environment and files.
    password: () => check.password ?? "",
    database: check.database === "" ? check.username : check.database,
    application_name: "uptick",
    ssl: false,
    stream: () => driverStream(wireDuplex(wire)) as never,
  });
  // Stays for good: an error after the end must not become an uncaught one.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const serverVersion = (await client.query("SHOW server_version")).rows[0]?.server_version ?? null;
    if (check.query === null) return answered(talk, { value: null, rowCount: null, serverVersion });
    return await ask(client, talk, { query: check.query, serverVersion });
  } catch (error) {
    throw toDatabaseFault(error);
  }
}

async function ask(
  client: pg.Client,
  talk: DatabaseTalk,
  { query, serverVersion }: { query: string; serverVersion: string | null },
): Promise<DatabaseAnswer> {
  await client.query("BEGIN READ ONLY");
  await client.query(`SET LOCAL statement_timeout = ${Math.max(1, Math.ceil(talk.run.deadline.leftMs))}`);
  talk.run.transcript.sent(query);
  // The extended protocol takes one statement only, so that none can end the transaction and write after it.
  const question = { text: query, rowMode: "array" as const, queryMode: "extended", types: AS_TEXT };
  const { rows, rowCount } = await client.query<(string | null)[]>(question);
  await client.query("ROLLBACK");
  return answered(talk, { value: rows[0]?.[0] ?? null, rowCount: rowCount ?? rows.length, serverVersion });
}

const AS_TEXT = { getTypeParser: () => (text: string | Buffer) => text.toString() };

/** The driver connects its stream itself; this one is connected already. */
function driverStream(duplex: Duplex): Duplex {
  const nothing = () => driver;
  const connect = () => {
    process.nextTick(() => duplex.emit("connect"));
    return driver;
  };
  const driver: Duplex = Object.assign(duplex, {
    connect,
    setNoDelay: nothing,
    setKeepAlive: nothing,
    ref: nothing,
    unref: nothing,
  });
  return driver;
}

function toDatabaseFault(error: unknown): Fault {
  if (error instanceof Fault || !(error instanceof Error)) return toFault(error, "exchange");
  const code = "code" in error ? String(error.code) : "";
  if (code.startsWith("28")) return new Fault("auth", `It refuses the sign-in: ${error.message}.`);
  if (NOT_READY.has(code)) return notReady(error.message);
  if (code === "3D000") return new Fault("status", `It refuses the connection: ${error.message}.`);
  if (/^[0-9A-Z]{5}$/.test(code) && "severity" in error) {
    return new Fault("assertion", `The query failed: ${error.message}.`);
  }
  if (/password/i.test(error.message)) return new Fault("auth", `The sign-in failed: ${error.message}.`);
  if (/terminated unexpectedly/.test(error.message)) {
    return new Fault("reset", "The connection was closed before a complete answer.");
  }
  return toFault(error, "exchange");
}

function notReady(why: string): Fault {
  return new Fault("status", `The server takes nobody now: ${why}.`);
}

function notPostgres(): Fault {
  return new Fault("protocol", "The answer is not Postgres' protocol.");
}
