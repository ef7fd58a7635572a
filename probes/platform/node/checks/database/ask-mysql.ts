import type { Connection, ConnectionOptions } from "mysql2/promise";
import { WireReader } from "#probes/core/checks/wire-reader.ts";
import { Fault, toFault } from "#probes/core/fault.ts";
import type { Wire } from "#probes/core/wire.ts";
import { wireDuplex } from "../../wire-duplex.ts";
import {
  answered,
  type DatabaseAnswer,
  type DatabaseTalk,
  openWire,
  plainValue,
  untilDeadline,
} from "./database-answer.ts";

const MOST_PACKET_BYTES = 65_536;
/** https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__capabilities__flags.html */
const CLIENT = { protocol41: 0x200, ssl: 0x800, secureConnection: 0x8000, pluginAuth: 0x80000 };
const UTF8MB4 = 45;
const AUTH_SWITCH = 0xfe;
const ERR = 0xff;
const NOT_READY = new Set([1040, 1053, 1129, 1203]);
const NOT_ALLOWED = new Set([1130]);
const AUTH_CODES = new Set(["ER_ACCESS_DENIED_ERROR", "ER_DBACCESS_DENIED_ERROR", "ER_HOST_NOT_PRIVILEGED"]);

export async function askMysql(talk: DatabaseTalk): Promise<DatabaseAnswer> {
  const wire = await openWire(talk, "later");
  try {
    return talk.check.username === ""
      ? await greet(wire, talk)
      : await untilDeadline(talk, wire, signIn(wire, talk));
  } finally {
    wire.close();
  }
}

/**
 * Reads the server's greeting and lets it refuse a user without a password: a client that breaks off before that is
 * counted, and its host blocked after a hundred times (max_connect_errors).
 */
async function greet(wire: Wire, { check }: DatabaseTalk): Promise<DatabaseAnswer> {
  const reader = new WireReader(wire);
  const greeting = readGreeting(await readPacket(reader));
  const flags =
    CLIENT.protocol41 | CLIENT.secureConnection | CLIENT.pluginAuth | (check.secure ? CLIENT.ssl : 0);
  const head = Buffer.alloc(32);
  head.writeUInt32LE(flags, 0);
  head.writeUInt32LE(MOST_PACKET_BYTES, 4);
  head.writeUInt8(UTF8MB4, 8);
  let sequence = 1;
  if (check.secure) {
    if (!greeting.offersTls) throw new Fault("tls", "The server does not offer TLS.");
    await wire.write(packetOf(head, sequence++));
    await wire.startTls(check.tls);
  }
  const login = Buffer.from("uptick\0\0mysql_native_password\0");
  await wire.write(packetOf(Buffer.concat([head, login]), sequence));
  const answer = await readPacket(reader);
  if (answer.body[0] === AUTH_SWITCH) {
    await wire.write(packetOf(Buffer.alloc(0), answer.sequence + 1));
    await readPacket(reader);
  }
  const { serverVersion } = greeting;
  return { message: "It answered as MySQL does.", value: null, rowCount: null, serverVersion };
}

async function readPacket(reader: WireReader): Promise<{ body: Buffer; sequence: number }> {
  const [low = 0, middle = 0, high = 0, sequence = 0] = await reader.readExactly(4);
  const length = low | (middle << 8) | (high << 16);
  if (length === 0 || length > MOST_PACKET_BYTES) throw notMysql();
  return { body: Buffer.from(await reader.readExactly(length)), sequence };
}

function packetOf(body: Buffer, sequence: number): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head.writeUInt8(sequence & 0xff, 3);
  return Buffer.concat([head, body]);
}

function readGreeting({ body }: { body: Buffer }): { serverVersion: string; offersTls: boolean } {
  if (body[0] === ERR && body.length >= 3) {
    const code = body.readUInt16LE(1);
    const why = body.toString("utf8", 3).replace(/^#...../, "");
    if (NOT_READY.has(code)) throw new Fault("status", `The server takes nobody now: ${why}.`);
    if (NOT_ALLOWED.has(code)) throw new Fault("auth", `It refuses the probe: ${why}.`);
    throw new Fault("status", `The server refuses the connection: ${why}.`);
  }
  const end = body.indexOf(0, 1);
  // After the version: id of the connection (4), half of the salt (8), a zero, the lower capabilities (2).
  if (body[0] !== 10 || end === -1 || body.length < end + 16) throw notMysql();
  const capabilities = body.readUInt16LE(end + 14);
  return { serverVersion: body.toString("latin1", 1, end), offersTls: (capabilities & CLIENT.ssl) !== 0 };
}

async function signIn(wire: Wire, talk: DatabaseTalk): Promise<DatabaseAnswer> {
  const { check, run } = talk;
  const mysql = await loadDriver();
  const connection = mysql.createConnection({
    host: check.tls.serverName ?? check.host,
    user: check.username,
    password: check.password ?? "",
    stream: wireDuplex(wire),
    ...(check.database === "" ? {} : { database: check.database }),
    ...(check.secure ? { ssl: sslOf(talk) } : {}),
    connectTimeout: Math.max(1, Math.ceil(run.deadline.leftMs)),
    rowsAsArray: true,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
  // A handshake that fails closes the connection, too, and the driver may tell of that first.
  const failures: Error[] = [];
  connection.on("error", (error) => failures.push(error));
  try {
    return await ask(connection.promise(), talk);
  } catch (error) {
    await new Promise((done) => setImmediate(done));
    throw toDatabaseFault(failures.find(isTlsFailure) ?? error);
  } finally {
    connection.destroy();
  }
}

async function ask(connection: Connection, talk: DatabaseTalk): Promise<DatabaseAnswer> {
  const { check, run } = talk;
  const [versions] = await connection.query<never>("SELECT VERSION()");
  const serverVersion = String((versions as unknown[][])[0]?.[0] ?? "");
  if (check.query === null) return answered(talk, { value: null, rowCount: null, serverVersion });
  await connection.query("START TRANSACTION READ ONLY");
  run.transcript.sent(check.query);
  // A prepared statement is one statement.
  const [rows] = await connection.execute<never>(check.query);
  const list: unknown[] = Array.isArray(rows) ? rows : [];
  const [first] = list;
  const value = plainValue(Array.isArray(first) ? first[0] : first);
  return answered(talk, { value, rowCount: list.length, serverVersion });
}

async function loadDriver(): Promise<typeof import("mysql2")> {
  try {
    return await import("mysql2");
  } catch {
    // An optional dependency, which a small installation leaves out.
    throw new Fault("internal", "This probe has no driver for MySQL: install mysql2 beside it.");
  }
}

function sslOf({ check }: DatabaseTalk): NonNullable<ConnectionOptions["ssl"]> {
  const { verify, minVersion, ca, clientCertificate } = check.tls;
  return {
    rejectUnauthorized: verify,
    verifyIdentity: verify,
    minVersion: minVersion === "1.0" ? "TLSv1" : `TLSv${minVersion}`,
    ...(ca === null ? {} : { ca }),
    ...(clientCertificate === null
      ? {}
      : { cert: clientCertificate.certificate, key: clientCertificate.key }),
  };
}

function toDatabaseFault(error: unknown): Fault {
  if (error instanceof Fault || !(error instanceof Error)) return toFault(error, "exchange");
  const code = "code" in error ? String(error.code) : "";
  if (AUTH_CODES.has(code)) return new Fault("auth", `It refuses the sign-in: ${error.message}.`);
  if (isTlsFailure(error)) return new Fault("tls", `TLS failed: ${error.message}.`);
  if (code.startsWith("ER_CON_COUNT") || code === "ER_SERVER_SHUTDOWN" || code === "ER_BAD_DB_ERROR") {
    return new Fault("status", `It refuses the connection: ${error.message}.`);
  }
  if (code.startsWith("ER_")) return new Fault("assertion", `The query failed: ${error.message}.`);
  if (code === "PROTOCOL_CONNECTION_LOST") {
    return new Fault("reset", "The connection was closed before a complete answer.");
  }
  if (code.startsWith("PROTOCOL_") || /packet|handshake|protocol/i.test(error.message)) return notMysql();
  return toFault(error, "exchange");
}

function isTlsFailure(error: Error): boolean {
  return (
    "code" in error && (error.code === "HANDSHAKE_SSL_ERROR" || error.code === "HANDSHAKE_NO_SSL_SUPPORT")
  );
}

function notMysql(): Fault {
  return new Fault("protocol", "The answer is not MySQL's protocol.");
}
