import { isIP } from "node:net";
import type { Document, MongoClient, MongoClientOptions } from "mongodb";
import { WireReader } from "#probes/core/checks/wire-reader.ts";
import { Fault, toFault } from "#probes/core/fault.ts";
import { answered, type DatabaseAnswer, type DatabaseTalk, openWire, plainValue } from "./database-answer.ts";
import { readHello, writeHello } from "./mongodb-hello.ts";

const HEADER_BYTES = 16;
const MOST_REPLY_BYTES = 65_536;
const AUTH_CODES = new Set([11, 13, 18, 33, 8000]);

/** Says hello by hand, whose connection shows how it is reached; signs in and asks through the driver. */
export async function askMongodb(talk: DatabaseTalk): Promise<DatabaseAnswer> {
  const greeting = await greet(talk);
  if (talk.check.username === "" && talk.check.query === null) return greeting;
  return signIn(talk);
}

async function greet(talk: DatabaseTalk): Promise<DatabaseAnswer> {
  const wire = await openWire(talk, "first");
  try {
    await wire.write(writeHello());
    const reader = new WireReader(wire);
    const length = Buffer.from(await reader.readExactly(4)).readUInt32LE();
    if (length < HEADER_BYTES || length > MOST_REPLY_BYTES) {
      throw new Fault("protocol", "The answer is not MongoDB's protocol.");
    }
    const fields = readHello(Buffer.from(await reader.readExactly(length - 4)));
    if (fields.ok !== 1)
      throw new Fault("status", `The server refuses to say hello: ${fields.errmsg ?? "no reason"}.`);
    const role = fields.isWritablePrimary === true ? "can be written to" : "can be read from";
    return {
      message: `It answered as MongoDB does, and ${role}.`,
      value: null,
      rowCount: null,
      serverVersion: null,
    };
  } finally {
    wire.close();
  }
}

async function signIn(talk: DatabaseTalk): Promise<DatabaseAnswer> {
  const { check, run } = talk;
  const { MongoClient } = await loadDriver();
  const host = check.host.includes(":") ? `[${check.host}]` : check.host;
  const client = new MongoClient(`mongodb://${host}:${check.port}/`, optionsOf(talk));
  // The driver has timers of its own; the check's ends them all.
  run.deadline.during(() => void client.close(true).catch(() => undefined));
  try {
    const database = client.db(check.database === "" ? "admin" : check.database);
    if (check.query !== null) run.transcript.sent(check.query);
    const command: Document = check.query === null ? { ping: 1 } : JSON.parse(check.query);
    const reply = await database.command(command, { timeoutMS: leftMs(talk) });
    return answered(talk, { ...rowsOf(reply, check.query !== null), serverVersion: await versionOf(client) });
  } catch (error) {
    if (run.deadline.expired) throw new Fault("timeout", "The time ran out while waiting for the answer.");
    throw toDatabaseFault(error);
  } finally {
    await client.close(true);
  }
}

/** Alone with the one server, at the very address that has passed the egress policy. */
function optionsOf(talk: DatabaseTalk): MongoClientOptions {
  const { check, run } = talk;
  const address = run.record.remoteAddress ?? "";
  const { tls } = check;
  return {
    directConnection: true,
    // Node asks for a list of addresses, or for one.
    lookup: (_name, options, done) =>
      options.all ? done(null, [{ address, family: isIP(address) }]) : done(null, address, isIP(address)),
    serverSelectionTimeoutMS: leftMs(talk),
    connectTimeoutMS: leftMs(talk),
    maxPoolSize: 1,
    retryReads: false,
    appName: "uptick",
    ...(check.username === "" ? {} : { auth: { username: check.username, password: check.password ?? "" } }),
    ...(check.username === "" ? {} : { authSource: "admin" }),
    ...(check.secure ? { tls: true, rejectUnauthorized: tls.verify } : {}),
    ...(check.secure && tls.ca !== null ? { ca: tls.ca } : {}),
    ...(check.secure && tls.serverName !== null ? { servername: tls.serverName } : {}),
    ...(check.secure && tls.clientCertificate !== null
      ? { cert: tls.clientCertificate.certificate, key: tls.clientCertificate.key }
      : {}),
  };
}

function leftMs({ run }: DatabaseTalk): number {
  return Math.max(1, Math.ceil(run.deadline.leftMs));
}

async function loadDriver(): Promise<typeof import("mongodb")> {
  try {
    return await import("mongodb");
  } catch {
    // An optional dependency, which a small installation leaves out.
    throw new Fault("internal", "This probe has no driver for MongoDB: install mongodb beside it.");
  }
}

async function versionOf(client: MongoClient): Promise<string | null> {
  const { version } = await client.db("admin").command({ buildInfo: 1 });
  return typeof version === "string" ? version : null;
}

/** `n` of a count, the first field but `_id` of the first document of a find; else the whole reply. */
function rowsOf(reply: Document, isAsked: boolean): Pick<DatabaseAnswer, "value" | "rowCount"> {
  if (!isAsked) return { value: null, rowCount: null };
  const batch: unknown = reply.cursor?.firstBatch;
  if (Array.isArray(batch)) {
    const [first] = batch as Document[];
    const [, value] = Object.entries(first ?? {}).find(([key]) => key !== "_id") ?? [];
    return { value: plainValue(value), rowCount: batch.length };
  }
  return { value: typeof reply.n === "number" ? reply.n : plainValue(reply), rowCount: 1 };
}

function toDatabaseFault(error: unknown): Fault {
  if (error instanceof Fault || !(error instanceof Error)) return toFault(error, "exchange");
  const code = "code" in error ? Number(error.code) : Number.NaN;
  if (AUTH_CODES.has(code)) return new Fault("auth", `It refuses the sign-in: ${error.message}.`);
  if (error.name === "MongoServerError")
    return new Fault("assertion", `The command failed: ${error.message}.`);
  if (error.name === "MongoServerSelectionError" || error.name === "MongoNetworkTimeoutError") {
    return new Fault("timeout", "The time ran out while waiting for the answer.");
  }
  if (error.name.startsWith("MongoNetwork"))
    return new Fault("reset", `The connection broke: ${error.message}.`);
  if (error.name === "MongoOperationTimeoutError")
    return new Fault("timeout", "The time ran out while waiting for the answer.");
  return toFault(error, "exchange");
}
