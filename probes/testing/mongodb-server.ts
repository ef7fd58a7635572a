import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { BSON, type Document } from "mongodb";
import { listen } from "./socket-targets.ts";

const OP_MSG = 2013;
const OP_QUERY = 2004;
const OP_REPLY = 1;
const ITERATIONS = 4096;

/** Null: no answer ever. */
export type MongodbAnswer = (command: Document) => Document | null;
type User = { username: string; password: string };

/**
 * Speaks MongoDB's wire protocol (OP_MSG, the driver's first OP_QUERY, SCRAM-SHA-256 as in RFC 7677), because there is no
 * MongoDB in Debian. `answer` gets what is neither greeting nor sign-in; with a user, only after the sign-in.
 */
export async function startMongodbServer(answer: MongodbAnswer, user: User | null = null): Promise<number> {
  return listen(createServer((socket) => new Session(socket, answer, user)));
}

class Session {
  private seen = Buffer.alloc(0);
  private scram: Scram | null = null;
  private isSignedIn: boolean;

  constructor(
    private readonly socket: Socket,
    private readonly answer: MongodbAnswer,
    private readonly user: User | null,
  ) {
    this.isSignedIn = user === null;
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => this.take(chunk));
  }

  private take(chunk: Buffer): void {
    this.seen = Buffer.concat([this.seen, chunk]);
    while (this.seen.length >= 16 && this.seen.length >= this.seen.readInt32LE(0)) {
      const message = this.seen.subarray(0, this.seen.readInt32LE(0));
      this.seen = this.seen.subarray(message.length);
      this.reply(message);
    }
  }

  private reply(message: Buffer): void {
    const id = message.readInt32LE(4);
    if (message.readInt32LE(12) === OP_QUERY) {
      const command = BSON.deserialize(message.subarray(message.indexOf(0, 20) + 9));
      const head = Buffer.alloc(20);
      head.writeInt32LE(1, 16);
      this.send(id, OP_REPLY, Buffer.concat([head, BSON.serialize(this.run(command) ?? HELLO)]));
    } else {
      const command = BSON.deserialize(message.subarray(21));
      const said = this.run(command);
      if (said !== null) this.send(id, OP_MSG, Buffer.concat([Buffer.alloc(5), BSON.serialize(said)]));
    }
  }

  private send(to: number, opcode: number, body: Buffer): void {
    const head = Buffer.alloc(16);
    head.writeInt32LE(16 + body.length, 0);
    head.writeInt32LE(to, 8);
    head.writeInt32LE(opcode, 12);
    this.socket.write(Buffer.concat([head, body]));
  }

  private run(command: Document): Document | null {
    if ("hello" in command || "ismaster" in command || "isMaster" in command) return HELLO;
    if ("endSessions" in command) return { ok: 1 };
    if ("saslStart" in command && this.user !== null) {
      this.scram = new Scram(this.user, Buffer.from(command.payload.buffer).toString());
      return sasl(this.scram.challenge, false);
    }
    if ("saslContinue" in command && this.scram !== null) {
      const proof = this.scram.judge(Buffer.from(command.payload.buffer).toString());
      if (proof === null)
        return { ok: 0, code: 18, codeName: "AuthenticationFailed", errmsg: "Authentication failed." };
      this.isSignedIn = true;
      return sasl(proof, true);
    }
    if (this.isSignedIn) return this.answer(command);
    return { ok: 0, code: 13, codeName: "Unauthorized", errmsg: "command requires authentication" };
  }
}

const HELLO = {
  ok: 1,
  isWritablePrimary: true,
  ismaster: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 21,
  saslSupportedMechs: ["SCRAM-SHA-256"],
};

function sasl(payload: string, done: boolean): Document {
  return { ok: 1, conversationId: 1, done, payload: new BSON.Binary(Buffer.from(payload)) };
}

class Scram {
  readonly challenge: string;
  private readonly salt = randomBytes(16);
  private readonly clientFirst: string;

  constructor(
    private readonly user: User,
    first: string,
  ) {
    this.clientFirst = first.replace(/^n,,/, "");
    const nonce = /r=([^,]+)/.exec(first)?.[1] ?? "";
    this.challenge = `r=${nonce}server,s=${this.salt.toString("base64")},i=${ITERATIONS}`;
  }

  /** The server's signature; null when the proof is not the user's. */
  judge(final: string): string | null {
    const [withoutProof = "", given = ""] = final.split(",p=");
    const salted = pbkdf2Sync(this.user.password, this.salt, ITERATIONS, 32, "sha256");
    const all = `${this.clientFirst},${this.challenge},${withoutProof}`;
    const clientKey = hmac(salted, "Client Key");
    const signature = hmac(createHash("sha256").update(clientKey).digest(), all);
    const proof = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0))).toString("base64");
    const isUser = new RegExp(`n=${this.user.username},`).test(this.clientFirst);
    return proof === given && isUser ? `v=${hmac(hmac(salted, "Server Key"), all).toString("base64")}` : null;
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
