import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { PasskeyAssertion, PasskeyRegistration } from "#contracts/passkey.ts";

const ORIGIN = "http://localhost:3000";
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

type Change = { origin?: string; rpId?: string; verified?: boolean };

/** A passkey as a device has it: makes one credential and signs challenges with a counter that moves. */
export class SoftAuthenticator {
  readonly id = randomBytes(16);
  readonly #key: KeyObject;
  readonly #publicKey: { x: Buffer; y: Buffer };
  counter = 0;

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    this.#key = privateKey;
    this.#publicKey = { x: Buffer.from(x, "base64url"), y: Buffer.from(y, "base64url") };
  }

  register(challenge: string, change: Change = {}): PasskeyRegistration {
    const credential = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, this.id.length]),
      this.id,
      this.#cose(),
    ]);
    const data = Buffer.concat([this.#head(HAS_CREDENTIAL, change), credential]);
    const attestation = map([
      [text("fmt"), text("none")],
      [text("attStmt"), map([])],
      [text("authData"), bytes(data)],
    ]);
    const id = this.id.toString("base64url");
    return {
      id,
      rawId: id,
      type: "public-key",
      response: {
        clientDataJSON: clientData("webauthn.create", challenge, change),
        attestationObject: attestation.toString("base64url"),
        transports: ["internal"],
      },
      clientExtensionResults: {},
    };
  }

  assert(challenge: string, userId: string, change: Change = {}): PasskeyAssertion {
    this.counter += 1;
    const head = this.#head(0, change);
    const client = clientData("webauthn.get", challenge, change);
    const digest = createHash("sha256").update(Buffer.from(client, "base64url")).digest();
    const id = this.id.toString("base64url");
    return {
      id,
      rawId: id,
      type: "public-key",
      response: {
        clientDataJSON: client,
        authenticatorData: head.toString("base64url"),
        signature: sign("sha256", Buffer.concat([head, digest]), this.#key).toString("base64url"),
        userHandle: Buffer.from(userId).toString("base64url"),
      },
      clientExtensionResults: {},
    };
  }

  #head(flags: number, { rpId = "localhost", verified = true }: Change): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const all = flags | USER_PRESENT | (verified ? USER_VERIFIED : 0);
    return Buffer.concat([createHash("sha256").update(rpId).digest(), Buffer.from([all]), counter]);
  }

  /** ES256 over P-256. */
  #cose(): Buffer {
    const { x, y } = this.#publicKey;
    return map([
      [Buffer.from([0x01]), Buffer.from([0x02])],
      [Buffer.from([0x03]), Buffer.from([0x26])],
      [Buffer.from([0x20]), Buffer.from([0x01])],
      [Buffer.from([0x21]), bytes(x)],
      [Buffer.from([0x22]), bytes(y)],
    ]);
  }
}

function clientData(type: string, challenge: string, { origin = ORIGIN }: Change): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString("base64url");
}

/** CBOR, as far as WebAuthn needs it: lengths below 2^16. */
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}

function bytes(value: Buffer): Buffer {
  return Buffer.concat([head(2, value.length), value]);
}

function text(value: string): Buffer {
  return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
}

function map(entries: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([head(5, entries.length), ...entries.flat()]);
}
